using System.Collections.Frozen;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Listings;

/// <summary>What makes a listing valid. Every fault is reported, each with its pointer; unknown codes with those that are known.</summary>
public static class ListingRules
{
    public const int MaxName = 200;
    const int MaxRegions = 100;
    const int MaxIntervals = 50;
    const int MaxDuty = 200;

    /// <summary>As it is kept: texts cleaned, telephone numbers with the country code.</summary>
    public static PartnerDetails Cleaned(PartnerDetails details) => details with
    {
        Name = TypedText.Line(details.Name),
        Telephone = Number(details.Telephone, details.Jurisdiction),
        DutyTelephone = Number(details.DutyTelephone, details.Jurisdiction),
        Authority = details.Authority is { Duty: { } duty } authority ? authority with { Duty = TypedText.Line(duty) } : details.Authority,
    };

    public static List<Fault> Faults(PartnerDetails details)
    {
        List<Fault> faults = [.. NamingFaults(details.Name, details.Kind)];
        if (!IsoCountries.All.Contains(details.Jurisdiction))
            faults.Add(new("/jurisdiction", "An ISO 3166-1 alpha-2 code is expected, such as LT; XA to XZ are fictional."));
        AddCodes(faults, "/services", details.Services, Codes.PartnerServices, atLeastOne: false);
        AddCodes(faults, "/languages", details.Languages, Codes.Languages, atLeastOne: true);
        AddRegions(faults, details.Regions);
        AddHours(faults, details.Hours);
        if (details.PublicKey is { } key && PublicKeys.Fault(key) is { } fault)
            faults.Add(new("/publicKey", fault));
        AddTelephones(faults, details);
        AddTransfer(faults, details);
        AddAuthority(faults, details);
        return faults;
    }

    public static IEnumerable<Fault> NamingFaults(string name, string kind)
    {
        if (!IsName(name, MaxName))
            yield return new("/name", $"A name has 1 to {MaxName} characters on one line, without space around it.");
        if (!Codes.PartnerKinds.Contains(kind))
            yield return new("/kind", $"Unknown kind. Known: {Known(Codes.PartnerKinds)}.");
    }

    /// <summary>Something to show on a line of its own.</summary>
    public static bool IsName(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl) && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]);

    public static string Known(FrozenSet<string> codes) => string.Join(", ", codes.Order(StringComparer.Ordinal));

    static string? Number(string? typed, string jurisdiction) => typed is null ? null : TelephoneNumber.Read(typed, jurisdiction) ?? typed;

    static void AddTelephones(List<Fault> faults, PartnerDetails details)
    {
        if (details.Telephone is { } telephone && TelephoneNumber.Read(telephone, details.Jurisdiction) is null)
            faults.Add(new("/telephone", TelephoneNumber.Expected));
        if (details.DutyTelephone is { } duty && TelephoneNumber.Read(duty, details.Jurisdiction) is null)
            faults.Add(new("/dutyTelephone", TelephoneNumber.Expected));
        if (details.DutyDeskFor is not { Count: > 0 } countries)
            return;
        AddCodes(faults, "/dutyDeskFor", countries, IsoCountries.All, atLeastOne: false);
        if (details.DutyTelephone is null)
            faults.Add(new("/dutyTelephone", "A duty desk is rung in an emergency: give its number."));
    }

    static void AddTransfer(List<Fault> faults, PartnerDetails details)
    {
        if (details.HolidaysOf is { } country && !IsoCountries.All.Contains(country))
            faults.Add(new("/holidaysOf", "An ISO 3166-1 alpha-2 code is expected, such as LT."));
        if (details.TransferGround is not { } ground)
            return;
        if (!Codes.TransferGrounds.Contains(ground))
            faults.Add(new("/transferGround", $"Unknown code. Known: {Known(Codes.TransferGrounds)}."));
        else if (ground == "EEA" && IsoCountries.All.Contains(details.Jurisdiction) && !IsoCountries.Eea.Contains(details.Jurisdiction))
            faults.Add(new("/transferGround", "Its jurisdiction is outside the EEA: name another ground, or NONE."));
    }

    static void AddAuthority(List<Fault> faults, PartnerDetails details)
    {
        var isAuthority = Codes.Authorities.Contains(details.Kind);
        if (details.Authority is not { } authority)
        {
            if (isAuthority)
                faults.Add(new("/authority", "People are told who may turn to an authority, by which duty, and what it tells immigration: say it."));
            return;
        }
        if (!isAuthority)
            faults.Add(new("/authority", $"Only of an authority: {Known(Codes.Authorities)}."));
        AddCodes(faults, "/authority/referredBy", authority.ReferredBy, Codes.PartnerKinds, atLeastOne: true);
        if (authority.Duty is { } duty && !IsName(duty, MaxDuty))
            faults.Add(new(
                "/authority/duty", $"The law and article are expected, 1 to {MaxDuty} characters on one line; leave it out where nobody has to."));
        if (!Codes.ImmigrationRoles.Contains(authority.Immigration))
            faults.Add(new("/authority/immigration", $"Unknown code. Known: {Known(Codes.ImmigrationRoles)}."));
    }

    static void AddCodes(List<Fault> faults, string pointer, IReadOnlyList<string> codes, FrozenSet<string> known, bool atLeastOne)
    {
        if (atLeastOne && codes.Count == 0)
            faults.Add(new(pointer, $"At least one is needed. Known: {Known(known)}."));
        // What is longer than the set repeats itself; its elements are not worth a fault each.
        if (codes.Count > known.Count)
        {
            faults.Add(new(pointer, $"There are only {known.Count} to choose from."));
            return;
        }
        for (var i = 0; i < codes.Count; i++)
        {
            if (!known.Contains(codes[i]))
                faults.Add(new($"{pointer}/{i}", $"Unknown code. Known: {Known(known)}."));
            else if (codes.Take(i).Contains(codes[i], StringComparer.Ordinal))
                faults.Add(new($"{pointer}/{i}", "It is in the list already."));
        }
    }

    static void AddRegions(List<Fault> faults, IReadOnlyList<string> regions)
    {
        if (regions.Count is 0 or > MaxRegions)
        {
            faults.Add(new("/regions", $"1 to {MaxRegions} regions are expected."));
            return;
        }
        for (var i = 0; i < regions.Count; i++)
        {
            if (!IsoCountries.IsRegion(regions[i]))
                faults.Add(new($"/regions/{i}", "An ISO 3166 code is expected, such as LT or LT-KL."));
            else if (regions.Take(i).Contains(regions[i], StringComparer.Ordinal))
                faults.Add(new($"/regions/{i}", "It is in the list already."));
        }
    }

    static void AddHours(List<Fault> faults, OpeningHours hours)
    {
        if (!IsTimeZone(hours.TimeZone))
            faults.Add(new("/hours/timeZone", "An IANA time zone is expected, such as Europe/Vilnius."));
        if (hours.AlwaysOnDuty && hours.Week.Count > 0)
            faults.Add(new("/hours/week", "Who is always on duty gives no week: leave it empty."));
        if (!hours.AlwaysOnDuty && hours.Week.Count is 0 or > MaxIntervals)
            faults.Add(new("/hours/week", $"1 to {MaxIntervals} open times are expected, unless somebody is always on duty."));
        if (hours.Week.Count > MaxIntervals)
            return;

        for (var i = 0; i < hours.Week.Count; i++)
        {
            var day = hours.Week[i];
            if (!Enum.IsDefined(day.Day))
                faults.Add(new($"/hours/week/{i}/day", "A day of the week is expected, such as Monday."));
            if (day.Closes <= day.Opens)
                faults.Add(new($"/hours/week/{i}/closes", "Closing comes after opening; what goes past midnight is two entries."));
            else if (hours.Week.Take(i).Any(other => other.Day == day.Day && other.Opens < day.Closes && day.Opens < other.Closes))
                faults.Add(new($"/hours/week/{i}", "It overlaps an earlier entry of the same day."));
        }
    }

    /// <summary>The form is looked at first: the runtime would look for any name among the machine's files.</summary>
    static bool IsTimeZone(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '/' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '+' or '-' or '/')
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;
}
