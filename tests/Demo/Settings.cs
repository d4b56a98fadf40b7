namespace ReferralNetwork.Tests.Demo;

/// <summary>Where the network's doors are, and where the fictional organisations sign in.</summary>
/// <param name="Operator">Slug of the organisation that runs the network: its provider is known from the start.</param>
public sealed record Settings(Uri Gateway, Uri Visitors, Uri Providers, string Operator)
{
    public static Settings Read() => new(new(Needed("Demo__Gateway")), new(Needed("Demo__Visitors")), new(Needed("Demo__Providers")), Needed("Demo__Operator"));

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
