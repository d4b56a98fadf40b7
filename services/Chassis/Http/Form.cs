using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Http;

/// <summary>What is wrong with a request's body: everything at once, never the value itself.</summary>
public sealed class Form
{
    readonly List<Fault> faults = [];

    /// <summary>Empty if the body is good.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>A fault that the other methods have no words for.</summary>
    public Form Wrong(string pointer, string detail)
    {
        faults.Add(new(pointer, detail));
        return this;
    }

    /// <summary>One of a closed set.</summary>
    public Form Known(string pointer, string code, IReadOnlySet<string> known) =>
        known.Contains(code) ? this : Wrong(pointer, $"Unknown; known are {string.Join(", ", known.Order())}.");

    /// <summary>At least one of a closed set, none twice.</summary>
    public Form AllKnown(string pointer, IReadOnlyList<string> codes, IReadOnlySet<string> known)
    {
        if (codes.Count == 0)
            Wrong(pointer, "Name at least one.");
        if (codes.Distinct().Count() != codes.Count)
            Wrong(pointer, "One is named twice.");
        foreach (var (index, code) in codes.Index().Take(known.Count + 1))
            Known($"{pointer}/{index}", code, known);
        return this;
    }

    /// <summary>Coarse, and no place for free text.</summary>
    public Form Region(string pointer, string code) =>
        IsoCountries.IsRegion(code) ? this : Wrong(pointer, "Expected an ISO 3166 code, such as LT or LT-VL.");
}
