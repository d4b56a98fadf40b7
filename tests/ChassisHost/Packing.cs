namespace ReferralNetwork.Tests.ChassisHost;

/// <summary>A body of every shape that a service takes: nested, listed, optional, of closed sets.</summary>
public sealed record Packing(
    string Urgency, PackingSize Size, IReadOnlyList<string> Needs, Packed Inside, IReadOnlyList<Packed> Others,
    DateTimeOffset Due, Guid? By = null, string? Note = null);

public sealed record Packed(string Name, int Count);

public enum PackingSize
{
    Small,
    Large,
}
