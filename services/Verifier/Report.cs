namespace ReferralNetwork.Verifier;

public enum Outcome { Right, Note, Fault }

/// <summary>One check, in plain English.</summary>
public sealed record Line(Outcome Outcome, string Text);

public sealed class Section(string title)
{
    readonly List<Line> lines = [];

    public string Title => title;

    public IReadOnlyList<Line> Lines => lines;

    /// <param name="right">Said where there is no fault.</param>
    public void Check(string right, params IEnumerable<string> faults)
    {
        var found = faults.ToList();
        lines.AddRange(found is [] ? [new(Outcome.Right, right)] : found.Select(fault => new Line(Outcome.Fault, fault)));
    }

    public void Fault(string text) => lines.Add(new(Outcome.Fault, text));

    /// <summary>What a reader must know, and is no fault.</summary>
    public void Note(string text) => lines.Add(new(Outcome.Note, text));
}

public sealed class Report
{
    readonly List<Section> sections = [];

    public IReadOnlyList<Section> Sections => sections;

    public IEnumerable<(Section Section, string Text)> Faults =>
        from section in sections from line in section.Lines where line.Outcome == Outcome.Fault select (section, line.Text);

    public Section Add(string title)
    {
        sections.Add(new(title));
        return sections[^1];
    }

    public string Result => Faults.Count() switch
    {
        0 => "All is right.",
        1 => "1 fault: see above.",
        var count => $"{count} faults: see above.",
    };

    public void Write(TextWriter output)
    {
        foreach (var section in sections)
        {
            output.WriteLine(section.Title);
            foreach (var line in section.Lines)
                output.WriteLine($"  {Mark(line.Outcome),-5}  {line.Text}");
            output.WriteLine();
        }
        output.WriteLine(Result);
    }

    static string Mark(Outcome outcome) => outcome switch { Outcome.Right => "ok", Outcome.Note => "note", _ => "FAULT" };
}
