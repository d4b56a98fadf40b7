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
public sealed class TravellerModel(StaffContext context, ReturnsClient returns, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid TravellerId { get; set; }
    [BindProperty] public string? Interpreter { get; set; }
    [BindProperty] public List<string> Topics { get; set; } = [];

    public ReturnDetail Seen { get; private set; } = null!;
    public TravellerSeen Traveller { get; private set; } = null!;
    public int Number { get; private set; }
    public string Here => $"/returns/{Id}/travellers/{TravellerId}";

    /// <summary>The key that a form came with, if it is the one that comes back.</summary>
    public Guid KeyOf(string handler) => ((string?)RouteData.Values["handler"] ?? "") == handler ? Key : Guid.Empty;

    public IReadOnlyList<Choice> TopicChoices =>
        [.. Codes.CounselTopics.Order(StringComparer.Ordinal).Select(topic => new Choice(topic, T.Code("topicOfCounsel", topic)))];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

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
            var opened = await cases.Disclosure(disclosure);
            if (opened.Problem is { } shut)
                return ShowProblem(shut) ?? Page();
            fields = opened.Body!.Fields is { Count: > 0 } told ? told.ToDictionary(field => field.Key, object (field) => field.Value) : fields;
        }
        var made = await cases.Open(fields, id: null, KeyFor("case"));
        if (made.Problem is { } notOpened)
            return ShowProblem(notOpened) ?? Page();
        var tie = await cases.Tie(made.Body!.Id, Conversations.Return, Id);
        if (tie.Problem is { } notTied)
            return ShowProblem(notTied) ?? Page();
        return await Do(() => returns.Tie(Id, TravellerId, tie.Body!.Tie, KeyFor("told")), "traveller-tied", Here);
    }

    public async Task<IActionResult> OnPostCounsel()
    {
        if (Interpreter is null) Fault(nameof(Interpreter), "return.noInterpreter");
        if (Codes.CounselTopics.Except(Topics).Any()) Fault(nameof(Topics), "return.notAllTopics");
        return await Do(
            () => returns.Counsel(Id, TravellerId, Interpreter, Topics, Key.ToString(), SeenVersion), "traveller-counselled", $"/returns/{Id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        var answer = await returns.Read(Id);
        Seen = answer.Require();
        if (Seen.Line.Side != "led" || Seen.Travellers.Index().FirstOrDefault(t => t.Item.Id == TravellerId) is not { Item: { } traveller } found)
            return NotFound();
        (Traveller, Number) = (traveller, found.Index + 1);
        Reread(answer.ETag);
        return null;
    }
}
