namespace ReferralNetwork.Tests.Demo;

/// <summary>Where the network's doors are, and where the fictional organisations sign in.</summary>
/// <param name="Operator">Slug of the organisation that runs the network: its provider is known from the start.</param>
/// <param name="OperatorCode">What the operator's people type to find their sign-in.</param>
/// <param name="Codes">Where the codes of all others are kept, once they are listed.</param>
public sealed record Settings(Uri Gateway, Uri Visitors, Uri Providers, string Operator, string OperatorCode, string Codes)
{
    public static Settings Read() => new(
        new(Needed("Demo__Gateway")), new(Needed("Demo__Visitors")), new(Needed("Demo__Providers")), Needed("Demo__Operator"),
        Needed("Demo__OperatorCode"), Needed("Demo__Codes"));

    public static string Needed(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{name} is missing: start this through ./dev.");
}

/// <summary>Something that should have been seen was not. The message says what, and what was seen instead.</summary>
public sealed class NotObservedException(string message) : Exception(message)
{
    public NotObservedException() : this("") { }
    public NotObservedException(string message, Exception innerException) : this($"{message} {innerException.Message}") { }
}
