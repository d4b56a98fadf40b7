using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>
/// One traveller, for the lead: the introduction, a case of the lead's own made of it, and counsel. What an introduction says goes into
/// the lead's case as a copy: from then on the lead asks the person, and nobody else.
/// </summary>
[Authorize(Access.CaseWork)]
public sealed class TravellerModel(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time)
    : TravellerPage(context, returns, cases, time)
{
    [BindProperty] public string? Interpreter { get; set; }
    [BindProperty] public List<string> Topics { get; set; } = [];
    [BindProperty] public bool AskedSooner { get; set; }
    [BindProperty] public string? Told { get; set; }
    [BindProperty] public string? DocumentHolder { get; set; }
    [BindProperty] public List<string> Declined { get; set; } = [];

    /// <summary>The words of arrival: what they answer, and the one that means that they are not free.</summary>
    [BindProperty] public string? Answer { get; set; }
    [BindProperty] public string? NotFree { get; set; }

    public string Here => There;

    public bool AsksForConsent => Stations.CanConsent(Seen, Traveller);

    /// <summary>What is to be done if they do not arrive, as far as the lead's case has it; null: nothing is asked about it now.</summary>
    public ArrivalPlanLine? Plan { get; private set; }

    public bool Goes => Stations.Present(Seen) < Stations.Names.Count;

    public IReadOnlyList<Choice> TopicChoices =>
        [.. Codes.CounselTopics.Order(StringComparer.Ordinal).Select(topic => new Choice(topic, T.Code("topicOfCounsel", topic)))];

    /// <summary>Opens a case with what the introduction says, ties it to the return, and tells the return so.</summary>
    public async Task<IActionResult> OnPostTie()
    {
        if (await Load() is { } stopped)
            return stopped;
        IReadOnlyDictionary<string, object> fields = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["x:Alias"] = T.With("return.alias", ("reference", Seen.Line.Reference), ("number", Number)),
        };
        if (Traveller.DisclosureId is { } disclosure)
        {
            var opened = await Cases.Disclosure(disclosure);
            if (opened.Problem is { } shut)
                return ShowProblem(shut) ?? Page();
            fields = opened.Body!.Fields is { Count: > 0 } told ? told.ToDictionary(field => field.Key, object (field) => field.Value) : fields;
        }
        var made = await Cases.Open(fields, id: null, KeyFor("case"));
        if (made.Problem is { } notOpened)
            return ShowProblem(notOpened) ?? Page();
        var tie = await Cases.Tie(made.Body!.Id, Conversations.Return, Id);
        if (tie.Problem is { } notTied)
            return ShowProblem(notTied) ?? Page();
        return await Do(() => Returns.Tie(Id, TravellerId, tie.Body!.Tie, KeyFor("told")), "traveller-tied", Here);
    }

    public async Task<IActionResult> OnPostTold()
    {
        if (Told is null) Fault(nameof(Told), "return.lead.noAnswer");
        return await Do(() => Returns.Told(Id, TravellerId, Told, Key.ToString(), SeenVersion), "traveller-told", $"/returns/{Id}");
    }

    public async Task<IActionResult> OnPostCounsel()
    {
        if (Interpreter is null) Fault(nameof(Interpreter), "return.noInterpreter");
        if (Codes.CounselTopics.Except(Topics).Any()) Fault(nameof(Topics), "return.notAllTopics");
        return await Do(
            () => Returns.Counsel(Id, TravellerId, Interpreter, Topics, Key.ToString(), SeenVersion), "traveller-counselled", $"/returns/{Id}");
    }

    /// <summary>On a permit by which the consent is known: which of its organisations it is for does not matter.</summary>
    public async Task<IActionResult> OnPostConsent()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Permitting.FirstOrDefault() is not { Part: { } part, Consent: { } consent })
        {
            Fault(nameof(AskedSooner), "return.lead.noConsent");
            return Page();
        }
        var permit = await Permit(consent, part);
        if (permit.Problem is { } refused)
            return ShowProblem(refused) ?? Page();
        return await Do(
            () => Returns.Consent(Id, TravellerId, permit.Body!.Permit, AskedSooner, KeyFor("told"), SeenVersion),
            "traveller-consented", $"/returns/{Id}");
    }

    public async Task<IActionResult> OnPostHolder()
    {
        if (DocumentHolder is null) Fault(nameof(DocumentHolder), "return.lead.noHolder");
        return await Do(
            () => Returns.SetDocumentHolder(Id, TravellerId, DocumentHolder, Key.ToString(), SeenVersion),
            "document-holder-set", Here);
    }

    public Task<IActionResult> OnPostDeclined() => Do(
        () => Returns.DeclineSupport(Id, TravellerId, Declined, Key.ToString(), SeenVersion), "support-declined", Here);

    public async Task<IActionResult> OnPostArrivalPlan() => await Load() ?? await Do(
        () => Returns.KeepArrivalPlan(Id, TravellerId, Plan?.Token, Key.ToString(), SeenVersion), "arrival-plan-made", $"{Here}#arrival-plan");

    public Task<IActionResult> OnPostWords() => Do(
        () => Returns.SetWords(Id, TravellerId, Answer ?? "", NotFree ?? "", Key.ToString(), SeenVersion),
        "arrival-words-set", Here);

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/answer" => (nameof(Answer), T["return.lead.wordHint"]),
        "/notFree" => (nameof(NotFree), T["return.lead.wordHint"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "too-soon" => nameof(AskedSooner),
        "same-words" => nameof(NotFree),
        _ => null,
    };

    protected override string? Said(Problem problem) => CodeOf(problem) == "too-soon" ? T["return.lead.tooSoon"] : null;

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        if (Own is { } own && Stations.KeepsArrivalPlans(Seen))
            Plan = (await Cases.ArrivalPlans(own.Id).Require()).Items.FirstOrDefault(line => line.ReturnId == Id);
        if (!IsPosted("holder")) DocumentHolder = Traveller.DocumentHolder;
        if (!IsPosted("declined")) Declined = [.. Traveller.Declined];
        return null;
    }
}
