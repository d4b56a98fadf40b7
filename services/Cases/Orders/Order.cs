using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Orders;

/// <summary>What an order says: in memory only here, at rest only sealed.</summary>
/// <param name="Law">Which law and article it stands on.</param>
/// <param name="Fields">What it names, and no more: fields of the catalogue, and of Evidence the exhibits.</param>
/// <param name="TherapyNotesNamed">It names notes of counselling and therapy.</param>
/// <param name="Document">The order itself, as an attachment of the case; null: somebody was in danger, and no document compelled anything.</param>
public sealed record Order(
    string Law, IReadOnlyList<string> Fields, bool TherapyNotesNamed, HashedAttachment? Document, string? AuthorityReference, string? Officer)
{
    internal Guid[] Exhibits => OrderRules.ExhibitsIn(Fields);

    /// <summary>What of it may leave, by category: decided again whenever it is shown or released.</summary>
    internal IReadOnlyList<Decision> Decide(Guid orderId) =>
    [
        .. Fields.Where(field => OrderRules.WhyShut(field, TherapyNotesNamed) is null)
            .GroupBy(field => ExhibitField.CategoryOf(field)!, StringComparer.Ordinal)
            .Select(named => new Decision(named.Key, Decision.Granted, orderId, [.. named])),
    ];

    /// <param name="content">What is sealed; the caller wipes it.</param>
    internal byte[] Seal(DataKey key, Guid caseId, Guid orderId, long version, out byte[] content)
    {
        content = JsonSerializer.SerializeToUtf8Bytes(this, NetworkJson.Options);
        return key.Seal(content, Binding.Order(caseId, orderId, version));
    }

    /// <exception cref="CryptographicException">It is not what was sealed in this place.</exception>
    internal static Order Open(DataKey key, byte[] content, Guid caseId, Guid orderId, long version)
    {
        var plain = key.Open(content, Binding.Order(caseId, orderId, version));
        var order = JsonSerializer.Deserialize<Order>(plain, NetworkJson.Options)!;
        CryptographicOperations.ZeroMemory(plain);
        return order;
    }
}

/// <summary>An order as whoever works with the case records it.</summary>
/// <param name="AnswerBy">Until when it wants its answer; null: it does not say.</param>
sealed record RecordOrder(
    Guid Recipient, string Basis, string Law, IReadOnlyList<string> Fields, Guid? Document = null, bool TherapyNotesNamed = false,
    string? AuthorityReference = null, string? Officer = null, DateTimeOffset? AnswerBy = null);

/// <summary>What an order must say to be one, and what leaves on none.</summary>
public static class OrderRules
{
    const int LongestLine = 200;

    /// <summary>Whoever types a day beyond it, before or after, has mistaken the year.</summary>
    const int MostYears = 2;

    /// <summary>The only field of the catalogue that holds what was told in counselling or therapy.</summary>
    const string Therapy = "x:HealthDetails";

    /// <summary>Of where the person is only the town: where a shelter stands tells of everybody who lives and works there.</summary>
    const string City = "prs_MailingCity";

    public static Guid[] ExhibitsIn(IEnumerable<string> fields) => [.. fields.Select(ExhibitField.Find).OfType<Guid>()];

    /// <summary>Why this field leaves on no order, or not on this one; null: it may. Of an exhibit its release decides.</summary>
    public static string? WhyShut(string field, bool therapyNotesNamed) => (field, Catalogue.Find(field)) switch
    {
        _ when ExhibitField.Find(field) is not null => null,
        (_, null) => "is no field of the catalogue",
        (not City, { Category: "Location" }) =>
            "never leaves: of where the person is nothing but the town, since it tells where other residents and staff are",
        ("prs_HomePhone" or "x:SafeContact", _) => "never leaves: it reaches the house, and tells of others who live or work there",
        ("x:PerpetratorHousehold", _) => "never leaves: it names other persons, whom the order is not about",
        (Therapy, _) when !therapyNotesNamed => "leaves only where the order names notes of counselling and therapy: say so in therapyNotesNamed",
        _ => null,
    };

    /// <param name="recipient">The recipient's kind, if the caller may name it.</param>
    /// <param name="hasDocument">The document that the form names is an attachment of the case, and complete.</param>
    /// <param name="exhibits">Those of the case that the form names, and whether each is isolated.</param>
    internal static IReadOnlyList<Fault> Check(
        RecordOrder body, Guid own, string? recipient, bool hasDocument, IReadOnlyDictionary<Guid, bool> exhibits, DateTimeOffset now)
    {
        var form = new Form().Known("/basis", body.Basis, Codes.OrderBases);
        if (recipient is null)
            form.Wrong("/recipient", "is no organisation of the network");
        else if (body.Recipient == own || !Codes.OrderRecipients.Contains(recipient))
            form.Wrong("/recipient", "is no other organisation that can order this: what helps the person goes to whom they agreed to");
        if (body.Document is null ? !Codes.DangerBases.Contains(body.Basis) : !hasDocument)
            form.Wrong("/document", "must be an attachment of this case, and all of it here: an order without its document compels nothing");
        CheckFields(form, body.Fields, body.TherapyNotesNamed, told: Codes.DangerBases.Contains(body.Basis), exhibits);
        if (WhyNoAnswer(body.AnswerBy, body.Basis, now) is { } wrong)
            form.Wrong("/answerBy", wrong);
        var faults = form.Faults.ToList();
        ConsentForm.CheckText(faults, "/law", body.Law, ConsentForm.LongestWords);
        ConsentForm.CheckText(faults, "/authorityReference", body.AuthorityReference, LongestLine);
        ConsentForm.CheckText(faults, "/officer", body.Officer, LongestLine);
        return faults;
    }

    /// <summary>Why it cannot want its answer by then; null: it can. A day that is over is one: an order may come late.</summary>
    internal static string? WhyNoAnswer(DateTimeOffset? answerBy, string basis, DateTimeOffset now) => answerBy switch
    {
        null => null,
        _ when Codes.DangerBases.Contains(basis) => "must be left out where somebody was told already",
        _ when answerBy > now.AddYears(MostYears) || answerBy < now.AddYears(-MostYears) =>
            $"lies more than {MostYears} years away: look at the year",
        _ => null,
    };

    /// <param name="told">It was told already, to save somebody: whatever it was, that is a fact. No exhibit is handed over by that.</param>
    static void CheckFields(
        Form form, IReadOnlyList<string> fields, bool therapyNotesNamed, bool told, IReadOnlyDictionary<Guid, bool> exhibits)
    {
        var most = Catalogue.All.Count + exhibits.Count;
        if (fields.Count == 0)
            form.Wrong("/fields", "must name at least one: nothing but what the order names leaves");
        if (fields.Count > most)
            form.Wrong("/fields", "names more than there are");
        foreach (var (index, field) in fields.Index().Take(most))
        {
            if (ExhibitField.Find(field) is { } exhibit && WhyShut(exhibit, told, exhibits) is { } stays)
                form.Wrong($"/fields/{index}", stays);
            else if (WhyShut(field, therapyNotesNamed) is { } shut && !(told && Catalogue.Find(field) is not null))
                form.Wrong($"/fields/{index}", shut);
            else if (fields.Take(index).Contains(field, StringComparer.Ordinal))
                form.Wrong($"/fields/{index}", "is there twice");
        }
    }

    static string? WhyShut(Guid exhibit, bool told, IReadOnlyDictionary<Guid, bool> exhibits) =>
        told ? "is an exhibit, and telling hands over none"
        : !exhibits.TryGetValue(exhibit, out var isolated) ? "is no exhibit of this case"
        : isolated ? "never leaves: it was marked as one that nobody opens, and the police were told"
        : null;

    /// <param name="before">What the order names so far.</param>
    internal static IReadOnlyList<Fault> CheckNarrowing(IReadOnlyList<string> before, IReadOnlyList<string> fields)
    {
        var form = new Form();
        if (fields.Count == 0)
            form.Wrong("/fields", "must name at least one: where nothing is to leave, refuse the order");
        foreach (var (index, field) in fields.Index().Take(before.Count + 1))
        {
            if (!before.Contains(field, StringComparer.Ordinal))
                form.Wrong($"/fields/{index}", "is not among what the order names: it can only become narrower");
            else if (fields.Take(index).Contains(field, StringComparer.Ordinal))
                form.Wrong($"/fields/{index}", "is there twice");
        }
        if (form.Faults.Count == 0 && fields.Count == before.Count)
            form.Wrong("/fields", "leaves nothing out");
        return form.Faults;
    }

    /// <summary>As it is kept; what cannot be is left as it was sent, for <see cref="Check"/> to refuse.</summary>
    internal static RecordOrder Cleaned(RecordOrder form) => form with
    {
        Law = ConsentForm.Clean(form.Law)!,
        AuthorityReference = ConsentForm.Clean(form.AuthorityReference),
        Officer = ConsentForm.Clean(form.Officer),
    };
}
