namespace ReferralNetwork.Inquiries.Situations;

public static class SituationStates
{
    /// <summary>One signal, and nothing since.</summary>
    public const string Open = nameof(Open);

    /// <summary>Somebody is at work on it.</summary>
    public const string InProgress = nameof(InProgress);

    /// <summary>A colleague opens a case from it at this moment; nobody else changes it until that is done or given up.</summary>
    public const string BecomingCase = nameof(BecomingCase);

    /// <summary>Answered, with no person record: the normal end.</summary>
    public const string Closed = nameof(Closed);

    /// <summary>Told whom to turn to.</summary>
    public const string Referred = nameof(Referred);

    /// <summary>A case was opened, with consent and with chosen facts only.</summary>
    public const string LinkedToCase = nameof(LinkedToCase);

    public static readonly IReadOnlyList<string> Going = [Open, InProgress];
    public static readonly IReadOnlyList<string> Over = [Closed, Referred, LinkedToCase];
    public static readonly IReadOnlyList<string> All = [.. Going, BecomingCase, .. Over];
}
