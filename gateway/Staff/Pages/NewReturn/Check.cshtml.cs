using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>All of it once more: what those who are asked read now, and what whoever leads reads then. Then it is sent.</summary>
public sealed class CheckModel(StaffContext context, CasesClient cases, ReturnsClient returns, TimeProvider time) : ReturnDraftPage(context, cases)
{
    /// <summary>What a lead would read of one traveller.</summary>
    /// <param name="Read">Each with those of the candidates that the person keeps it from.</param>
    /// <param name="Empty">Categories that are agreed to, of which the case holds nothing that a lead may see.</param>
    public sealed record Introduction(
        Traveller Traveller, IReadOnlyList<string> Categories,
        IReadOnlyList<(CaseField Field, JsonElement Value, IReadOnlyList<PartnerId> NotTo)> Read, IReadOnlyList<string> Empty);

    /// <summary>Whom the request is about that is being sent: a refusal of Cases is about one traveller.</summary>
    Traveller? about;

    public IReadOnlyList<Traveller> Travellers { get; private set; } = [];
    public IReadOnlyList<Introduction> Introductions { get; private set; } = [];

    /// <summary>Chosen, but not to be asked any more, with the reason.</summary>
    public IReadOnlyDictionary<PartnerId, string> Shut { get; private set; } = new Dictionary<PartnerId, string>();

    /// <summary>Nothing is asked here: what is wrong is said by the name of what to change.</summary>
    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "candidates" or "recipients", var at, ..] when Candidates.At(Return.Candidates, at) is { } partner => ("", Change(Names.For(partner))),
        [_, "candidates" or "recipients" or "mode", ..] => ("", Change(T["leads.title"])),
        [_, "leavesFrom" or "leftFrom"] => ("", Change(Words("leavesFrom"))),
        [_, "goesTo" or "backIn"] => ("", Change(Words("goesTo"))),
        [_, "languages", ..] => ("", Change(T["newReturn.languages"])),
        [_, "needs", ..] => ("", Change(T["need.title"])),
        [_, "urgency"] => ("", Change(T["need.urgency"])),
        [_, "travellers" or "ageBands", ..] => ("", Change(Words("travellers"))),
        [_, "categories", ..] => ("", Change(T["leads.consents"])),
        [""] when Return.AlreadyBack => ("", T["newReturn.notListed"]),
        _ => base.Beside(pointer),
    };

    string Change(string what) => T.With("check.wrong", ("what", what));

    protected override string? Said(Problem problem) => about is not { } traveller ? null
        : Leads.WhyNoPermit(T, CodeOf(problem)) is { } said ? $"{traveller.Name}: {said}" : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        return Return.AlreadyBack ? await Record() : await Ask();
    }

    async Task<IActionResult> Ask()
    {
        var permits = new List<string?>();
        foreach (var (traveller, categories, _, _) in Introductions)
        {
            about = traveller;
            var permit = await Cases.AskPermit(
                traveller.File.Id, Return.Candidates, categories, KeyFor($"permit/{traveller.File.Id}"), Codes.Introduction);
            if (permit.Problem is { } noPermit)
                return ShowProblem(noPermit) ?? Page();
            permits.Add(permit.Body!.Permit);
        }
        about = null;
        var sent = await returns.Request(Return, permits, Key.ToString());
        return sent.Problem is { } notSent ? ShowProblem(notSent) ?? Page() : await Finish(sent.Body!.Id, "return-requested");
    }

    /// <summary>Opens the return, then ties each case to it. Pressed again, it goes on where it stopped.</summary>
    async Task<IActionResult> Record()
    {
        var sent = await returns.AlreadyBack(Return, Key.ToString());
        if (sent.Problem is { } notSent)
            return ShowProblem(notSent) ?? Page();
        var id = sent.Body!.Id;
        var opened = await returns.Read(id);
        if (opened.Problem is { } unread)
            return ShowProblem(unread) ?? Page();
        foreach (var (traveller, seen) in Travellers.Zip(opened.Body!.Travellers).Where(pair => !pair.Second.Tied))
        {
            var tie = await Cases.Tie(traveller.File.Id, Conversations.Return, id);
            if (tie.Problem is { } notTied)
                return ShowProblem(notTied) ?? Page();
            // A tie is signed anew each time, so each has a key of its own.
            if ((await returns.Tie(id, seen.Id, tie.Body!.Tie, Guid.CreateVersion7().ToString())).Problem is { } notTold)
                return ShowProblem(notTold) ?? Page();
        }
        return await Finish(id, "return-back");
    }

    async Task<IActionResult> Finish(Guid id, string just)
    {
        // Pressed again, the same key finds the return that was made, and the draft is finished then.
        if (await Cases.ChangeDraft(Id, _ => new Draft { SentAs = id, Return = new() }) is { } notFinished)
            return ShowProblem(notFinished) ?? Page();
        Confirmation = just;
        return Redirect($"/returns/{id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        if (Draft.SentAs is { } already)
            return Redirect($"/returns/{already}");
        if (!Return.Whole)
            return Redirect(Here);
        var now = time.GetUtcNow();
        Travellers = await Traveller.Read(Cases, Return, Zones.DayOf(now, Zone));
        if (!Return.AlreadyBack)
            await LoadIntroductions(now);
        return null;
    }

    async Task LoadIntroductions(DateTimeOffset now)
    {
        var fields = (await Cases.Fields().Require()).Items;
        var introduced = new List<Introduced>();
        foreach (var traveller in Travellers)
            introduced.Add(new(traveller.File.Id, traveller.File.Label, await Cases.Consents(traveller.File.Id, Codes.Introduction).Require()));
        var (askable, shut) = Leads.Among(Context, introduced, now);
        Shut = Return.Candidates.Except(askable.Select(listing => listing.Id)).ToDictionary(
            id => id, id => shut.FirstOrDefault(one => one.Key.Id == id).Value ?? T["leads.notAmong"]);
        Introductions = [.. Travellers.Zip(introduced, (traveller, one) => Preview(
            traveller, one.ConsentFor(Return.Candidates, now)?.Categories ?? [], one.Consents.Exclusions, fields))];
    }

    /// <summary>What of the file goes to a lead; what does is decided once more by Cases, at the permit and at the release.</summary>
    Introduction Preview(
        Traveller traveller, IReadOnlyList<string> categories, IReadOnlyList<StandingExclusion> exclusions, IReadOnlyList<CaseField> fields)
    {
        var read = fields
            .Where(field => field.SeenByLead && categories.Contains(field.Category, StringComparer.Ordinal))
            .Where(field => traveller.File.Fields.ContainsKey(field.Name))
            .Select(field => (field, traveller.File.Fields[field.Name], NotTo: KeptFrom(field, exclusions)))
            .Where(one => one.NotTo.Count < Return.Candidates.Count).ToList();
        return new(traveller, categories, read,
            [.. categories.Where(category => read.TrueForAll(one => one.field.Category != category))]);
    }

    IReadOnlyList<PartnerId> KeptFrom(CaseField field, IReadOnlyList<StandingExclusion> exclusions) =>
    [
        .. Return.Candidates.Where(candidate => exclusions.Any(one =>
            (one.Partner is null || one.Partner == candidate)
            && (one.Category is null || one.Category == field.Category)
            && (one.Field is null || one.Field == field.Name))),
    ];
}
