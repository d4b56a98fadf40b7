using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A situation becomes a case: only what is chosen is copied, and only once they have agreed.</summary>
public sealed class BecomeCaseModel(StaffContext context, InquiriesClient inquiries, CasesClient cases) : SituationPage(context, inquiries)
{
    const string SpokenLanguage = "language";
    const string Rules = "rules";
    const string Telephone = "telephone";
    const string Answers = "answers";
    const int LongestAlias = 200;

    [BindProperty] public List<string> Agreed { get; set; } = [];
    [BindProperty] public string? Alias { get; set; }

    /// <summary>What is copied; a note goes by the moment at which it was written.</summary>
    [BindProperty] public List<string> Copied { get; set; } = [];
    [BindProperty] public FactsAnswers Facts { get; set; } = new();

    public IReadOnlyList<Choice> Copiable => Seen is null ? [] :
    [
        new(SpokenLanguage, T.Code("field", "prs_PrimaryLanguage"), T.Code("language", Spoken)),
        .. Seen.SafeContact is { } safe ? new Choice[] { new(Rules, T.Code("field", "x:SafeContact"), InWords(safe)) } : [],
        .. Number is { } number ? new Choice[] { new(Telephone, T.Code("field", "prs_MobilePhone"), number) } : [],
        .. Seen.Notes.Select(
            note => new Choice(Mark(note), T.With("become.note", ("moment", T.Moment(TimeZoneInfo.ConvertTime(note.At, Zone).DateTime))), note.Text)),
        new(Answers, T["become.answers"], T["become.answersHint"]),
    ];

    /// <summary>How the person is reached, where that is a telephone number.</summary>
    string? Number => Seen?.SafeContact?.Contact is { } contact ? TelephoneNumber.Read(contact, region: null) : null;

    string Spoken => Seen!.Signals[^1].Language;

    protected override string? Action => "reserve-case";

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/fields/x:Alias" => (nameof(Alias), T.With("wrongField.Text", ("field", T.Code("field", "x:Alias")), ("most", LongestAlias))),
        _ when pointer.StartsWith("/fields/", StringComparison.Ordinal) => (nameof(Copied), T["become.cannotCopy"]),
        _ => base.Beside(pointer),
    };

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Agreed.Count == 0) Fault(nameof(Agreed), "become.notAgreed");
        var fields = Fields();
        if (fields.Count == 0) Fault(nameof(Alias), "cases.something");
        if (!ModelState.IsValid || Seen is null)
            return Page();

        // Reserved first, so that no colleague's change comes between. What was opened and is not linked in time is swept.
        var reserved = await Inquiries.ReserveCase(Id, KeyFor("reserve"), SeenVersion);
        if (reserved.Problem is { } notReserved)
            return ShowProblem(notReserved) ?? await Load() ?? Page();
        var caseId = reserved.Body!.Id;
        var opened = await cases.Open(fields, caseId, KeyFor("case"));
        if (opened.Problem is { } notOpened)
            return ShowProblem(notOpened) ?? Page();
        var linked = await Inquiries.LinkCase(Id, caseId, Facts.Facts, KeyFor("link"));
        if (linked.Problem is { } notLinked)
            return ShowProblem(notLinked) ?? Page();
        var draft = await cases.StartDraft(new Draft { CaseId = caseId, Language = Spoken }, KeyFor("draft"));
        if (draft.Problem is { } notSaved)
            return ShowProblem(notSaved) ?? Page();
        Confirmation = "case-opened";
        return Redirect($"/new/{draft.Body!.Id}");
    }

    Dictionary<string, object> Fields()
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        Put("x:Alias", Typed(Alias));
        if (Seen is null)
            return fields;
        Put("prs_PrimaryLanguage", Chosen(SpokenLanguage) ? Spoken : null);
        Put("x:SafeContact", Chosen(Rules) && Seen.SafeContact is { } safe ? InWords(safe) : null);
        Put("prs_MobilePhone", Chosen(Telephone) ? Number : null);
        Put("x:ExploitationDetails",
            string.Join("\n\n", Seen.Notes.Where(note => Chosen(Mark(note))).Select(note => note.Text)) is { Length: > 0 } said
                ? said
                : null);
        if (Chosen(Answers))
        {
            Put("vic_TraffickingStatus", Facts.Status);
            Put("vic_MethodOfRecruitment", Facts.Recruitment is { } method ? new[] { method } : null);
            Put("vic_RelationshipToTrafficker", Facts.Relationship);
        }
        return fields;

        void Put(string field, object? value)
        {
            if (value is not null)
                fields[field] = value;
        }
    }

    bool Chosen(string what) => Copied.Contains(what, StringComparer.Ordinal);

    string InWords(SafeContact safe) => string.Join(". ", new[]
    {
        $"{T["safe.mayCall"]} {T[safe.MayCall ? "form.yes" : "form.no"]}",
        $"{T["safe.mayLeaveMessage"]} {T[safe.MayLeaveMessage ? "form.yes" : "form.no"]}",
        safe is { From: { } from, Until: { } until }
            ? T.With("safe.between",
                ("from", from.ToString("HH:mm", T.Culture)), ("until", until.ToString("HH:mm", T.Culture)), ("zone", safe.TimeZone))
            : T["safe.anyHour"],
        safe.Words,
    }.OfType<string>());

    static string Mark(SituationNote note) => note.At.ToString("O", CultureInfo.InvariantCulture);
}
