using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Situations;

/// <summary>One signal as a counsellor logs it.</summary>
sealed record SignalForm(
    string Channel, string CallType, string Language, string Topic, string? Country = null, Guid? RoomId = null, string? Note = null)
{
    public void Check(Form form)
    {
        form.Known("/channel", Channel, Codes.Channels).Known("/callType", CallType, Codes.CallTypes)
            .Known("/language", Language, Codes.Languages).Known("/topic", Topic, Codes.Topics);
        if (Country is not null)
            form.Known("/country", Country, Codes.Destinations);
        if (RoomId is not null && Channel != "room")
            form.Wrong("/roomId", "Only a signal from a room names one.");
    }

    public Signal Signal(Guid by, DateTimeOffset at) => new(Guid.CreateVersion7(), Channel, CallType, Language, Topic, Country, RoomId, by, at);
}

/// <summary>The first signal, and how they may be reached if that was asked.</summary>
sealed record NewSituation(
    string Channel, string CallType, string Language, string Topic, string? Country = null, Guid? RoomId = null, string? Note = null,
    SafeContactForm? SafeContact = null)
{
    public SignalForm FirstSignal => new(Channel, CallType, Language, Topic, Country, RoomId, Note);
}

/// <param name="Contact">A number or address; sealed.</param>
/// <param name="Words">What to say when somebody else answers; sealed.</param>
sealed record SafeContactForm(
    bool MayCall, bool MayLeaveMessage, string TimeZone, TimeOnly? From = null, TimeOnly? Until = null, string? Contact = null, string? Words = null)
{
    public void Check(Form form, string at)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            form.Wrong($"{at}/timeZone", "Expected an IANA time zone, such as Europe/Vilnius.");
        if ((From is null) != (Until is null) || (From is not null && From == Until))
            form.Wrong($"{at}/until", "Give both hours, one unlike the other, or neither for any hour.");
    }

    public SafeContact Rules => new(MayCall, MayLeaveMessage, From, Until, TimeZone);
}

/// <summary>What is noted at the end, for the figures.</summary>
sealed record FactsForm(
    string? Status = null, string? Destination = null, string? Recruitment = null, string? Relationship = null,
    IReadOnlyList<string>? Assistance = null)
{
    public void Check(Form form)
    {
        foreach (var (pointer, code, known) in new[]
        {
            ("/facts/status", Status, Codes.TraffickingStatuses), ("/facts/destination", Destination, Codes.Destinations),
            ("/facts/recruitment", Recruitment, Codes.RecruitmentMethods), ("/facts/relationship", Relationship, Codes.RecruiterRelationships),
        })
        {
            if (code is not null)
                form.Known(pointer, code, known);
        }
        if (Assistance is { Count: > 0 })
            form.AllKnown("/facts/assistance", Assistance, Codes.AssistanceTypes);
    }

    public Facts Facts => new(Status, Destination, Recruitment, Relationship, Assistance ?? []);
}

/// <summary>What was typed along with a form, cleaned, by its kind.</summary>
/// <param name="form">Gathers what is wrong with it.</param>
sealed class TypedAlong(Form form)
{
    readonly List<(string Kind, string? Text)> texts = [];

    public Form Form => form;
    public IReadOnlyList<(string Kind, string? Text)> All => texts;

    public TypedAlong Note(string? typed)
    {
        if (typed is not null)
            texts.Add((Texts.Note, form.Text("/note", typed)));
        return this;
    }

    /// <summary>Replaced whole: what is empty now is gone. A number is kept with its country code.</summary>
    /// <param name="region">Where the hotline is: whose national numbers are meant.</param>
    public TypedAlong Contact(SafeContactForm? safe, string at, string? region)
    {
        if (safe is null)
            return this;
        var contact = Filled($"{at}/contact", safe.Contact);
        if (contact is not null && TelephoneNumber.IsMeant(contact))
        {
            contact = TelephoneNumber.Read(contact, region);
            if (contact is null)
                form.Wrong($"{at}/contact", TelephoneNumber.Expected);
        }
        texts.Add((Texts.Contact, contact));
        texts.Add((Texts.Words, Filled($"{at}/words", safe.Words)));
        return this;
    }

    string? Filled(string pointer, string? typed) => string.IsNullOrWhiteSpace(typed) ? null : form.Text(pointer, typed);
}
