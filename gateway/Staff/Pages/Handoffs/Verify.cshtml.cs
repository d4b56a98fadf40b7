using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>A caseworker stands for the consent, having read with the person exactly what goes.</summary>
[Authorize(Access.Helping)]
public sealed class VerifyModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    static readonly string[] AdvicesInOrder = ["taken", "declined", "not-available"];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    /// <summary>The list that was read, by its <see cref="Leaving.Digest"/>.</summary>
    [BindProperty] public string? Read { get; set; }
    [BindProperty] public string? LegalAdvice { get; set; }
    [BindProperty] public bool Told { get; set; }
    [BindProperty] public DateParts Since { get; set; } = new();
    [BindProperty] public bool AskedForEarlier { get; set; }

    public HandoffDetail Seen { get; private set; } = null!;
    public Leaving? Leaving { get; private set; }

    public IReadOnlyList<Choice> Advices =>
        [.. AdvicesInOrder.Select(code => new Choice(code, T.Code("legalAdvice", code)))];

    /// <summary>What the unit's listing says of immigration: the person hears it before they agree.</summary>
    public string? Immigration => Context.Directory.FirstOrDefault(listing => listing.Id == Seen.Line.To)?.Authority is { } authority
        ? T.Code("immigrationRole", authority.Immigration)
        : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Leaving is null)
            return Page();
        if (Read != Leaving.Digest) Fault(nameof(Read), Read is null ? "handoff.verify.notRead" : "handoff.verify.readAgain");
        if (LegalAdvice is null) Fault(nameof(LegalAdvice), "handoff.verify.noAdvice");
        if (!Told) Fault(nameof(Told), "handoff.verify.notTold");
        var since = ReadSince();
        if (!ModelState.IsValid)
            return Page();
        var permit = await cases.AskPermit(
            Leaving.Case.Id, [Seen.Line.To!.Value], Leaving.Preview.Categories, KeyFor("permit"), Codes.Handoff, Codes.Police);
        if (permit.Problem is { } refused)
            return ShowProblem(refused) ?? Page();
        return await Do(
            () => handoffs.Verify(Id, permit.Body!.Permit, LegalAdvice, AskedForEarlier, since, Key.ToString(), SeenVersion),
            "handoff-verified", $"/handoffs/{Id}");
    }

    protected override string? RefusedAt(string code) => code == "first-hours" ? nameof(Since) : base.RefusedAt(code);

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/inCareSince" => (nameof(Since), T["form.noDay"]),
        "/permit" => ("", T["handoff.verify.wrongPermit"]),
        _ => base.Beside(pointer),
    };

    protected override async Task<IActionResult?> Load()
    {
        var answer = await handoffs.Read(Id);
        Seen = answer.Require();
        Reread(answer.ETag);
        if (HttpMethods.IsGet(Request.Method) && !Seen.Actions.Contains(HandoffForms.Verify, StringComparer.Ordinal))
        {
            Confirmation = "not-now";
            return Redirect($"/handoffs/{Id}");
        }
        Leaving = await Leaving.Read(cases, Seen, T);
        return null;
    }

    /// <summary>
    /// The end of the day that was named: whoever came in its evening has the first hours whole. Today has not ended: its begin lies in the
    /// first hours all the same.
    /// </summary>
    DateTimeOffset ReadSince()
    {
        var today = Zones.DayOf(time.GetUtcNow(), Zone);
        if (!Since.TryRead(out var day))
            Fault(nameof(Since), "form.noDay");
        else if (day > today)
            Fault(nameof(Since), "handoff.verify.future");
        return day == today ? Zones.StartOf(day, Zone) : Zones.EndOf(day, Zone);
    }
}
