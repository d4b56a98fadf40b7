using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Notices;

/// <summary>A cell of a notice, in words.</summary>
static class NoticeWords
{
    /// <summary>In one line, without what it leaves out.</summary>
    public static string Say(NoticeCell cell, Words words) =>
        string.Join(" · ", Parts(cell, words).Select(part => part.Said).OfType<string>());

    /// <summary>Each of its members, and why one is not there.</summary>
    /// <param name="finest">As it was answered; null: nobody knows any more what was left out of it.</param>
    public static IEnumerable<(string Name, string Said)> Parts(NoticeCell cell, NoticeCell? finest, Words words) =>
        Parts(cell, words).Zip(Parts(finest ?? cell, words), (sent, answered) => (sent.Name, sent.Said ?? words[
            finest is null ? "notice.notSaid" : answered.Said is null ? "notice.unknown" : "notice.leftOut"]));

    /// <summary>Each of its members; what it leaves out is null.</summary>
    public static IEnumerable<(string Name, string? Said)> Parts(NoticeCell cell, Words words) =>
    [
        (words["notice.sex"], cell.Sex is { } sex ? words.Code("field.prs_Gender", sex) : null),
        (words["notice.nationality"], cell.Nationality is { } nationality ? words.Country(nationality) : null),
        (words["notice.exploitation"], cell.Exploitation is { } kind ? words.Code("field.vic_TypeOfExploitation", kind) : null),
        (words["notice.region"], cell.Region is { } region ? words.Region(region) : null),
        (words["notice.year"], $"{cell.Year}"),
    ];
}
