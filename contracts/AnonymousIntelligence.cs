namespace ReferralNetwork.Contracts;

// Intelligence for law enforcement, about nobody who was trafficked, nobody who saw it and nobody who told. It has no permit, no tie, no note and
// no exhibit: none of these types can carry what a consented handoff carries, and a test says so.

/// <summary>What is told: places, ways of working, dates, and of suspects what GDPR Art. 10 and the sender's law allow.</summary>
/// <param name="Items">1 to <see cref="MostItems"/>.</param>
/// <param name="Stated">What may be done with it, where the handling code is H3; else null.</param>
public sealed record IntelligenceReport(IReadOnlyList<IntelligenceItem> Items, string? Stated = null)
{
    /// <summary>More belongs into another report.</summary>
    public const int MostItems = 50;
}

/// <summary>One thing that is known.</summary>
/// <param name="Kind">Of <see cref="Codes.IntelligenceItems"/>.</param>
/// <param name="Text">As it was seen or heard.</param>
public sealed record IntelligenceItem(string Kind, string Text);

/// <summary>Timer: what is told of suspects is kept so long and no longer.</summary>
public sealed record IntelligenceShredDue(Guid IntelligenceId);
