using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>One report: a participant's answer for its part, or what somebody saw or was told, with a time of its own.</summary>
[Authorize(Access.CaseWork)]
public sealed class ReportModel(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    const string Yes = "yes", No = "no", AtDay = $"{nameof(At)}.{nameof(PastAnswers.Day)}";

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    /// <summary>The strand or leg that it is about.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Of { get; set; }

    [BindProperty] public string? Now { get; set; }
    [BindProperty] public PastAnswers At { get; set; } = new();

    public ReportForm Form { get; private set; } = null!;
    public ReturnDetail Seen { get; private set; } = null!;

    public Whose Whose { get; private set; } = null!;
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    /// <summary>What it is about, in words; null: the whole return.</summary>
    public string? About { get; private set; }

    public string Here => $"/returns/{Id}";
    public string Words => $"return.report.{Form.Name}";

    public string LabelOf(Question question) => T.Find($"{Words}.{question.Member}") ?? T[$"return.question.{question.Member}"];

    public string? HintOf(Question question) => T.Find($"{Words}.{question.Member}Hint") ?? T.Find($"return.question.{question.Member}Hint");

    public IReadOnlyList<Choice> ChoicesOf(Question question) => question.Kind == QuestionKind.YesOrNo
        ? [new(Yes, T.Find($"{Words}.yes") ?? T["form.yes"]), new(No, T.Find($"{Words}.no") ?? T["form.no"])]
        : Choices(question.CodeList!, question.Codes!);

    protected override (string, string)? Beside(string pointer) => pointer.Split('/').ElementAtOrDefault(1) is not { } member ? null
        : member == "at" ? (AtDay, T["act.notYet"])
        : Questions.FirstOrDefault(question => question.Member == member) is { } question ? (question.Posted, MissingFor(question))
        : base.Beside(pointer);

    protected override string? RefusedAt(string code) => code switch
    {
        "not-yet" => AtDay,
        "one-source" => "a.sources",
        "too-long" => "a.minutes",
        "then" => "a.then",
        "basis" => "a.basis",
        "note-required" => "a.note",
        _ => null,
    };

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var body = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            var answer = Answer(question);
            if (answer is not null)
                body[question.Member] = answer;
            else if (question.Must)
                ModelState.AddModelError(question.Posted, MissingFor(question));
        }
        if (Form.HasMoment)
            body["at"] = Moment();
        if (ModelState.IsValid && body.TryGetValue("note", out var text))
        {
            var note = await Seal(cases, Conversations.Return, Id, (string)text!, Seen.Line.Lead);
            if (note.Problem is { } notSealed)
                return ShowProblem(notSealed) ?? Page();
            body["note"] = note.Body!.Token;
        }
        return await Do(
            () => returns.Act(Id, null, Form.Route(Of), body, Key.ToString(), Form.IsVersioned ? SeenVersion : null), Form.Name, Here);
    }

    protected override async Task<IActionResult?> Load()
    {
        if (ReportForms.All.FirstOrDefault(form => form.Name == (string)RouteData.Values["name"]!) is not { } form
            || Of is null != (form.Of.Length == 0))
            return NotFound();
        var answer = await returns.Read(Id);
        (Form, Seen) = (form, answer.Require());
        var (strand, leg) = (Own.FirstOrDefault(s => s.Id == Of), Seen.Journey?.Legs.FirstOrDefault(l => l.Id == Of));
        if (form.Of switch { "strands" => strand is null, "legs" => leg is null, _ => false })
            return NotFound();
        var open = strand is not null ? ReportForms.OfStrand(strand).Contains(form)
            : leg is not null ? ReportForms.OfLeg(Seen, leg, Me.Partner).Contains(form)
            : Seen.Actions.Contains(form.Action, StringComparer.Ordinal);
        // Whoever sends a form that stood open meanwhile is told by the service.
        if (!open && HttpMethods.IsGet(Request.Method))
        {
            Confirmation = "not-now";
            return Redirect(Here);
        }
        About = strand is not null ? $"{T.Code("strandKind", strand.Kind)} · {T.With("return.traveller", ("number", Seen.NumberOf(strand)))}"
            : leg is not null ? T.With("return.way", ("from", T.Country(leg.From)), ("to", T.Country(leg.To)))
            : null;
        Questions = [.. form.Questions.Where(question => question.OfStrand is null || question.OfStrand == strand?.Kind)];
        Whose = await Whose.Read(cases, Seen);
        KeepTyped();
        Reread(answer.ETag);
        return null;
    }

    IEnumerable<StrandSeen> Own => Seen.Strands.Where(strand => strand.With == Me.Partner);

    string MissingFor(Question question) =>
        T.With("return.missing", ("question", LabelOf(question).TrimEnd('?')));

    /// <summary>Null where nothing was answered that can be read.</summary>
    object? Answer(Question question)
    {
        var typed = Request.Form[question.Posted].ToString().Trim();
        return question.Kind switch
        {
            QuestionKind.One => question.Codes!.Contains(typed) ? typed : null,
            QuestionKind.Several => Request.Form[question.Posted].OfType<string>().Where(question.Codes!.Contains).ToList() is var ticked
                && (ticked.Count > 0 || !question.Must) ? ticked : null,
            QuestionKind.YesOrNo => typed switch { Yes => true, No => false, _ => null },
            QuestionKind.Country => Countries.Find(typed) is { } code && IsoCountries.All.Contains(code) ? code : null,
            QuestionKind.Number => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null,
            QuestionKind.Day => DayOf(question),
            _ => typed.Length > 0 ? typed : null,
        };
    }

    DateOnly? DayOf(Question question)
    {
        string? Part(string part) => Request.Form[$"{question.Posted}.{part}"];
        var parts = new DateParts { Day = Part("Day"), Month = Part("Month"), Year = Part("Year") };
        if (parts.TryRead(out var day))
            return day;
        if (!question.Must && !parts.Empty)
            Fault(question.Posted, "form.noDay");
        return null;
    }

    /// <summary>To the minute, as people say it, so that a form that is sent twice says the same.</summary>
    DateTimeOffset? Moment()
    {
        var now = time.GetUtcNow();
        if (Now is not null != At.Empty)
        {
            Fault(nameof(Now), At.Empty ? "return.noMoment" : "return.nowOrThen");
            return null;
        }
        return At.Empty ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)) : At.Read(nameof(At), now, Zone, ModelState, T);
    }

    void KeepTyped()
    {
        if (!Request.HasFormContentType)
            return;
        foreach (var (key, typed) in Request.Form.Where(field => field.Key.StartsWith("a.", StringComparison.Ordinal)))
        {
            ModelState.SetModelValue(key, typed.ToArray(), typed.ToString());
            if (ModelState[key]!.Errors.Count == 0)
                ModelState.MarkFieldValid(key); // a value that nobody has judged counts as not valid
        }
    }
}
