using System.Globalization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>Somebody who travels, as their own case says it.</summary>
/// <param name="ReadBand">Of <see cref="Codes.AgeBands"/>, where the case has a birth date; else it is chosen.</param>
public sealed record Traveller(CaseFile File, string? ReadBand, string? ChosenBand)
{
    /// <summary>A child whose birth date nobody knows is no adult here either.</summary>

    public string? AgeBand => ReadBand ?? ChosenBand;
    public IEnumerable<string> Bands =>
        Codes.AgeBands.Where(band => !File.Age.Child || Codes.ChildAgeBands.Contains(band)).Order(StringComparer.Ordinal);
    public string Posted => $"age.{File.Id}";

    /// <summary>The label, with the alias that the case says for it, so that nobody is taken for another.</summary>
    public string Name => File.Fields.TryGetValue("x:Alias", out var alias) ? $"{File.Label} ({alias.GetString()})" : File.Label;

    public static async Task<IReadOnlyList<Traveller>> Read(CasesClient cases, ReturnDraft draft, DateOnly today)
    {
        var travellers = new List<Traveller>();
        foreach (var (caseId, chosen) in draft.Travellers)
        {
            var file = await cases.Read(caseId).Require();
            var band = file.Fields.TryGetValue("prs_Birthdate", out var birth) ? BandOf(birth.GetString()!, today) : null;
            travellers.Add(new(file, band, chosen));
        }
        return travellers;
    }

    /// <param name="birth">A day, or a month or year alone: the youngest that the person can be, as Cases counts who is a child.</param>
    public static string BandOf(string birth, DateOnly today)
    {
        var parts = birth.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var (year, month) = (parts[0], parts.ElementAtOrDefault(1) is var named and > 0 ? named : 12);
        var day = parts.Length > 2 ? parts[2] : DateTime.DaysInMonth(year, month);
        var age = today.Year - year - (today.Month * 100 + today.Day < month * 100 + day ? 1 : 0);
        return age switch { < 12 => "0-11", < 18 => "12-17", < 25 => "18-24", < 40 => "25-39", < 60 => "40-59", _ => "60+" };
    }
}
