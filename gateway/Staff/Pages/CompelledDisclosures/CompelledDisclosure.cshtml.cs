using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>One disclosure that an order compels: where it stands for the sender's people, for its recipient what has left.</summary>
[Authorize(Access.Orders)]
public sealed class CompelledDisclosureModel(StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, CasesClient cases)
    : StaffPage(context)
{
    const string Narrow = "narrow";

    /// <summary>Steps of those who have no case: each the one thing that they came for.</summary>
    static readonly string[] OfOthers = ["approve", "review", "stop-receipts"];

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public CompelledSeen Seen { get; private set; } = null!;

    /// <summary>Which the order is in; null where the reader may not see it.</summary>
    public CaseLine? Case { get; private set; }

    /// <summary>The case has narrowed the order and the disclosure has not heard of it: the step that brings it there, and no other.</summary>
    public bool NarrowedInCase { get; private set; }

    /// <summary>
    /// Why its order is read again first: it was recorded before orders had a digest and nobody can approve it, or the case has another day by
    /// which it is to be answered. The key of a text; null: it need not be.
    /// </summary>
    public string? ReadAgain =>
        NarrowedInCase || Case is null || Seen.Own?.Actions.Contains(CompelledForms.Reread, StringComparer.Ordinal) is not true ? null
        : Seen.Own is { LacksDigest: true } ? "compelled.lacksDigest"
        : dayInCase ? "compelled.dayInCase" : null;

    bool dayInCase;

    /// <summary>As long as nothing has left, what would can be read by those who work with the case, and by those who approve.</summary>
    public bool MayPreview =>
        Seen.Own is { DisclosedAt: null, Line.State: not "Refused" }
        && (Case is not null || Me.Has(Roles.Coordinator) || Me.Has(Roles.Director) || Seen.Actions.Contains("approve", StringComparer.Ordinal));

    /// <summary>The step that is due and the reader's; null: there is none.</summary>
    public string? Next => NarrowedInCase ? null : DueStep is { } step && Seen.Actions.Contains(step, StringComparer.Ordinal) ? step
        : OfOthers.FirstOrDefault(action => Seen.Actions.Contains(action, StringComparer.Ordinal));

    public IEnumerable<string> Others => CompelledForms.All.Select(form => form.Name).Concat(CompelledForms.OnPages)
        .Where(action => action != Next && !(NarrowedInCase && action == Narrow) && Seen.Actions.Contains(action, StringComparer.Ordinal));

    public string Title => T.With(
        Codes.DangerBases.Contains(Seen.Own?.Line.Basis ?? Seen.Received!.Basis) ? "compelled.titleDanger" : "compelled.title",
        ("reference", Seen.Reference));

    string? DueStep => (Seen.Own?.Line.ToDo, Seen.Own?.Finding) switch
    {
        ("narrow-challenge-refuse", Codes.TooWide) => Narrow,
        ("narrow-challenge-refuse", _) => "refuse",
        ("tell", _) => "told",
        ("tell-overturned" or "tell-after", _) => "told-after",
        (Verbs.ReleaseRefused or "disclose-by", _) => "disclose",
        ("mismatch", _) => "acknowledge-mismatch",
        var (toDo, _) => toDo,
    };

    public override string Say(Happened entry)
    {
        var what = T.With(
            entry.What == Verbs.ReleaseRequested ? "compelled.releaseRequested" : $"what.{entry.What}",
            ("whom", entry.With is { } whom ? Names.For(whom) : ""));
        return entry.Code is { } code ? $"{what}: {(ListOf(entry.What) is { } list ? T.Code(list, code) : T.AnyCode(code))}" : what;
    }

    /// <summary>Where the words of its code stand.</summary>
    static string? ListOf(string what) => what switch
    {
        Verbs.DemandRecorded or Verbs.DangerReported => "orderBasis",
        Verbs.DemandChecked or Verbs.DemandChallengeDecided or Verbs.DemandAdvised => "orderFinding",
        Verbs.DemandChallenged => "orderChallenger",
        Verbs.DemandRefused => "orderRefusal",
        Verbs.DemandApproved => "role",
        Verbs.DemandReviewed => "reviewFinding",
        Verbs.DemandOverturned => "orderOverturner",
        _ => null,
    };

    public async Task OnGet()
    {
        Seen = await compelled.Read(Id).Require();
        if (Seen.Own is not { } own)
            return;
        if (Me.Roles.Overlaps(Roles.HelperRoles))
            Case = (await cases.TiedTo(Conversations.CompelledDisclosure, Id).Require()).Items is [var found, ..] ? found : null;
        if (Case is not null && own.Actions.Intersect([Narrow, CompelledForms.Reread], StringComparer.Ordinal).Any()
            && (await orders.List(Case.Id).Require()).Items.FirstOrDefault(order => order.Id == Id) is { } inCase)
        {
            NarrowedInCase = inCase.Version > own.OrderVersion && own.Actions.Contains(Narrow, StringComparer.Ordinal);
            dayInCase = inCase.AnswerBy != own.Line.AnswerBy;
        }
        Names = await Context.NamesWith(
            own.Timeline.Select(entry => entry.Actor).Concat(own.Approvals.Select(approval => approval.For)).OfType<Guid>(), RequestAborted);
    }
}
