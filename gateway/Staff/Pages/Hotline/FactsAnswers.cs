namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>What is noted at the end for the figures: codes only, each of them optional.</summary>
public sealed record FactsAnswers
{
    public string? Status { get; init; }
    public string? Destination { get; init; }
    public string? Recruitment { get; init; }
    public string? Relationship { get; init; }
    public List<string>? Assistance { get; init; }

    public object Facts =>
        new { status = Status, destination = Destination, recruitment = Recruitment, relationship = Relationship, assistance = Assistance ?? [] };
}
