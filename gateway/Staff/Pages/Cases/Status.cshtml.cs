using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>Who is a victim, as the authority decided it, and the recovery period: what stands in the case, and what is overdue.</summary>
[Authorize(Access.Helping)]
public sealed class StatusModel(
    StaffContext context, CasesClient cases, StatusReferralsClient referrals, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public string Label { get; private set; } = "";

    /// <summary>The latest first, whether or not anything has left for them.</summary>
    public IReadOnlyList<StatusReferralDetail> Referrals { get; private set; } = [];

    /// <summary>How many more there are that could not be read.</summary>
    public int Unread { get; private set; }

    public IReadOnlyList<StatusLine> Decisions { get; private set; } = [];
    public IReadOnlyList<RecordedTravelFact> Periods { get; private set; } = [];

    /// <summary>A rule binds the organisation to notify the authority of somebody who refused.</summary>
    public bool MustNotify { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        Label = (await cases.Label(Id).Require()).Label;
        Decisions = [.. (await cases.Status(Id).Require()).Items.Reverse()];
        Periods = [.. (await cases.TravelFacts(Id).Require()).History.Where(fact => fact.Fact.Kind == "recovery-period").Reverse()];
        MustNotify = (await referrals.NoticeDuty()).Body?.Due is not null;
        var sent = (await cases.ConversationsOf(Id).Require()).Items.Where(one => one.Conversation == Conversations.StatusReferral);
        var answers = await Task.WhenAll(sent.Select(one => referrals.Read(one.Id)));
        Referrals = [.. answers.Where(answer => answer.Problem is null).Select(answer => answer.Body!).OrderByDescending(one => one.Line.SentAt)];
        Unread = answers.Count(answer => answer.Problem is not null);
        Names = await Context.NamesWith(Periods.Select(fact => fact.By), RequestAborted);
    }
}
