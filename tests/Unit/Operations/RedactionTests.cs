using System.Text;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Operations;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Operations;

/// <summary>A message that is stuck may carry anything, and an administrator may see nobody's data.</summary>
public sealed class RedactionTests
{
    static readonly Redaction Redaction = new(new RouteTable(Routes.All));

    static string? Shape(string body) => Redaction.Shape(Encoding.UTF8.GetBytes(body))?.GetRawText();

    [Fact]
    public void Ids_moments_booleans_short_numbers_and_known_codes_stay()
    {
        const string body = """{"messageType":["urn:message:ReferralNetwork.Contracts:OfferMade"],"message":{"referralId":"0199c0de-0000-7000-8000-000000000000","answerBy":"2026-11-24T06:00:00.25Z","at":"2026-11-24T06:00:00-02:00","services":["x:MedicalAid"],"version":12,"related":null,"suspended":true}}""";
        Assert.Equal(body, Shape(body));
    }

    [Theory]
    [InlineData("{\"services\":\"Žydrūnė Petraitė\"}", "{\"services\":\"(16 characters)\"}")]
    [InlineData("{\"Žydrūnė Petraitė\":1}", "{\"(16 characters)\":1}")]
    [InlineData("[\"1996-02-29\"]", "[\"(10 characters)\"]")]
    [InlineData("[\"1996-02-29T00:00:00\"]", "[\"(19 characters)\"]")]
    [InlineData("[\"+37061900455\"]", "[\"(12 characters)\"]")]
    [InlineData("[37061900455]", "[\"(number of 11 characters)\"]")]
    [InlineData("{\"messageType\":[\"urn:message:Žydrūnė:Petraitė\"]}", "{\"messageType\":[\"(28 characters)\"]}")]
    [InlineData("\"Žydrūnė\"", "\"(7 characters)\"")]
    public void Whatever_could_be_somebody_s_is_a_length(string body, string shape) => Assert.Equal(shape, Shape(body));

    [Theory]
    [InlineData("{ not json")]
    [InlineData("")]
    [InlineData("Žydrūnė")]
    public void What_is_no_JSON_has_no_shape(string body) => Assert.Null(Shape(body));

    [Fact]
    public void What_is_nested_without_end_has_no_shape() => Assert.Null(Shape(new string('[', 10_000)));
}
