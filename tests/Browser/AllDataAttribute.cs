using System.Reflection;
using Xunit.Sdk;

namespace ReferralNetwork.Tests.Browser;

/// <summary>Like InlineData, for <c>./dev test --all</c> alone: the other language, the other way, of a walk that is long.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AllDataAttribute(params object[] data) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => TestEnvironment.Whole ? [data] : [];
}
