namespace ReferralNetwork.Staff.SignIn;

/// <summary>Why somebody is not signed in. The page /signin/problem?reason=… says it in their language and what to do now.</summary>
public enum SignInProblem
{
    /// <summary>The organisation's provider cannot be reached, or its answer makes no sense.</summary>
    Unreachable,

    /// <summary>The provider's answer was not one to trust.</summary>
    Refused,

    /// <summary>They or the provider broke off.</summary>
    Cancelled,

    /// <summary>It took too long, or began in another browser.</summary>
    Expired,

    /// <summary>The organisation has given them no role: ask its coordinator.</summary>
    NoRole,

    /// <summary>The person, the provider or the organisation is suspended or not known.</summary>
    Suspended,

    /// <summary>The network cannot tell at the moment who is suspended: nobody new is let in.</summary>
    Unsure,
}

/// <summary>Ends a sign-in that went well as far as the protocol goes.</summary>
public sealed class SignInRefusedException(SignInProblem problem, string message) : Exception(message)
{
    public SignInProblem Problem => problem;

    public SignInRefusedException() : this(SignInProblem.Refused, "") { }
    public SignInRefusedException(string message) : this(SignInProblem.Refused, message) { }
    public SignInRefusedException(string message, Exception innerException) : this(SignInProblem.Refused, message) => _ = innerException;
}

public static class SignInPages
{
    public const string Choose = "/signin";
    public const string Problem = "/signin/problem";

    /// <summary>The plain page for a reason; nothing that the provider wrote is on it.</summary>
    public static string For(SignInProblem problem, Guid? provider = null) =>
        $"{Problem}?reason={problem}" + (provider is null ? "" : $"&provider={provider}");

    /// <summary>
    /// Where to begin signing in with a provider; a link, since a form's redirect to another host is blocked by the content policy.
    /// </summary>
    public static string Start(Guid provider, string? returnUrl) =>
        $"/signin/{provider}/start" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl));
}
