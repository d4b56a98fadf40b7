using System.Collections.Frozen;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Exhibits;

/// <summary>An exhibit as it is taken in.</summary>
/// <param name="Kind">Of <see cref="Codes.ExhibitKinds"/>.</param>
/// <param name="TakenBy">Who took it; a name.</param>
/// <param name="Place">Where it was taken.</param>
/// <param name="Holder">Who holds it now.</param>
/// <param name="BagNumber">Demanded of a thing; nothing else is in a bag.</param>
/// <param name="Attachment">An attachment of the case under Evidence: the content, or of a thing a picture of the sealed bag.</param>
public sealed record TakeExhibit(
    string Kind, string Label, string TakenBy, DateTimeOffset TakenAt, string Place, string Holder, string? BagNumber = null,
    Guid? Attachment = null);

/// <summary>An exhibit changes hands.</summary>
/// <param name="Seal">What is said of the seal, such as its number; null: nothing.</param>
public sealed record HandOver(string From, string To, DateTimeOffset At, string Purpose, string? Seal = null);

/// <summary>That an exhibit is a sexual picture of somebody who may be under 18.</summary>
public sealed record Isolate(DateTimeOffset ToldPoliceAt, string ToldWhom);

/// <summary>What must be said of an exhibit and its hand-overs.</summary>
public static class ExhibitForm
{
    const int Longest = 200;
    const string Future = "lies in the future";

    static readonly string[] Pictures = ["JPEG", "PNG", "HEIC"];

    /// <summary>Which files can be what.</summary>
    static readonly FrozenDictionary<string, string[]> Media = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["document"] = ["PDF", "TEXT", .. Pictures],
        ["picture"] = Pictures,
        ["recording"] = ["MP3", "M4A", "OGG", "MP4"],
        [Codes.Thing] = Pictures,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="attachment">Category and kind of the one that the form names; null: the case has none of that id.</param>
    public static List<Fault> Check(TakeExhibit form, (string Category, string Kind)? attachment, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        ConsentForm.CheckCode(faults, "/kind", form.Kind, Codes.ExhibitKinds);
        foreach (var (pointer, text) in new[]
            {
                ("/label", form.Label), ("/takenBy", form.TakenBy), ("/place", form.Place), ("/holder", form.Holder), ("/bagNumber", form.BagNumber),
            })
            ConsentForm.CheckText(faults, pointer, text, Longest);
        if (form.TakenAt > now + ConsentForm.Tolerance)
            faults.Add(new("/takenAt", Future));
        if (form.Kind == Codes.Thing && form.BagNumber is null)
            faults.Add(new("/bagNumber", "is missing: a thing is kept in a sealed bag with a number"));
        if (form.Kind != Codes.Thing && form.BagNumber is not null)
            faults.Add(new("/bagNumber", "must be left out: only a thing is in a bag"));
        if (form.Attachment is null && form.Kind != Codes.Thing)
            faults.Add(new("/attachment", "is missing: attach the file to the case under Evidence, and name it"));
        if (form.Attachment is not null)
            faults.AddRange(CheckAttachment(form, attachment));
        return faults;
    }

    static IEnumerable<Fault> CheckAttachment(TakeExhibit form, (string Category, string Kind)? attachment)
    {
        if (attachment is not var (category, media))
            yield return new("/attachment", "is no attachment of this case that is there completely");
        else if (category != Codes.Evidence)
            yield return new(
                "/attachment", $"is attached under {category}: attach it once more under {Codes.Evidence}, where nothing is taken out of it");
        else if (Media.TryGetValue(form.Kind, out var fitting) && !fitting.Contains(media, StringComparer.Ordinal))
            yield return new("/attachment", form.Kind == Codes.Thing
                ? "is no picture: of a thing nothing is kept but a picture of its sealed bag"
                : $"is {media}, and no {form.Kind}");
    }

    /// <param name="before">The last hop that was not a release.</param>
    public static List<Fault> Check(HandOver form, CustodyHop before, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        foreach (var (pointer, text) in new[] { ("/from", form.From), ("/to", form.To), ("/purpose", form.Purpose), ("/seal", form.Seal) })
            ConsentForm.CheckText(faults, pointer, text, Longest);
        if (CustodyHop.OfTheNetwork.Contains(form.Purpose))
            faults.Add(new("/purpose", $"cannot be {form.Purpose}: the network records that itself"));
        if (form.At > now + ConsentForm.Tolerance)
            faults.Add(new("/at", Future));
        else if (form.At.ToUnixTimeSeconds() < before.At)
            faults.Add(new("/at", "is before it last changed hands"));
        return faults;
    }

    public static List<Fault> Check(Isolate form, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        ConsentForm.CheckText(faults, "/toldWhom", form.ToldWhom, Longest);
        if (form.ToldPoliceAt > now + ConsentForm.Tolerance)
            faults.Add(new("/toldPoliceAt", Future));
        return faults;
    }

    /// <summary>As it is kept; what cannot be is left as it was sent, for <c>Check</c> to refuse.</summary>
    public static TakeExhibit Cleaned(TakeExhibit form) => form with
    {
        Label = ConsentForm.Clean(form.Label)!,
        TakenBy = ConsentForm.Clean(form.TakenBy)!,
        Place = ConsentForm.Clean(form.Place)!,
        Holder = ConsentForm.Clean(form.Holder)!,
        BagNumber = ConsentForm.Clean(form.BagNumber),
    };

    /// <inheritdoc cref="Cleaned(TakeExhibit)"/>
    public static HandOver Cleaned(HandOver form) => form with
    {
        From = ConsentForm.Clean(form.From)!,
        To = ConsentForm.Clean(form.To)!,
        Purpose = ConsentForm.Clean(form.Purpose)!,
        Seal = ConsentForm.Clean(form.Seal),
    };

    /// <inheritdoc cref="Cleaned(TakeExhibit)"/>
    public static Isolate Cleaned(Isolate form) => form with { ToldWhom = ConsentForm.Clean(form.ToldWhom)! };
}
