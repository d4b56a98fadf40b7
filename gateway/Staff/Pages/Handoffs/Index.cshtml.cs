using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What goes to law enforcement by consent: what an organisation has sent, or what has come to it.</summary>
[Authorize(Access.Handoffs)]
public sealed class IndexModel(StaffContext context, ConsentedHandoffsClient handoffs, TimeProvider time) : StaffPage(context)
{
    static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    /// <summary>Of what is to be done: what stands before everything else.</summary>
    public static readonly IReadOnlyList<string> Alarms = ["threat-alert", "mismatch", "stop-receipt-overdue"];

    public sealed record Rows(string Side, IReadOnlyList<HandoffLine> List, long Total, string? More);

    public bool Sends => Me.Roles.Overlaps(Roles.HelperRoles);
    public bool Open { get; private set; }
    public IReadOnlyList<Rows> Lists { get; private set; } = [];

    /// <summary>A question is to be answered from its moment on, and not by it.</summary>
    public string Mark(HandoffLine row) =>
        !Open || row.ToDo is "answer-question" or "answer-request" ? ""
        : Alarms.Contains(row.ToDo, StringComparer.Ordinal) || row.DueAt < time.GetUtcNow() ? " rn-row--late"
        : row.DueAt - time.GetUtcNow() < Soon ? " rn-row--due"
        : "";

    /// <summary>A due time that has begun, or that ends something.</summary>
    public static string DueWords(HandoffLine row) => row switch
    {
        { ToDo: "stop-receipt" or "stop-receipt-overdue" } => "referral.confirmBy",
        { State: "Offered", ToDo: "answer" or null } => "worklist.answerBy",
        _ => "handoff.since",
    };

    public async Task OnGet(string? show, string? sentFrom, string? receivedFrom)
    {
        Open = show != "closed";
        var lists = new List<Rows>();
        if (Me.Roles.Overlaps(Roles.LiaisonRoles))
            lists.Add(await Read("received", receivedFrom));
        if (Sends)
            lists.Add(await Read("sent", sentFrom));
        Lists = lists;
    }

    async Task<Rows> Read(string side, string? cursor)
    {
        var page = await handoffs.List($"handoffs-{side}", Open, cursor).Require();
        return new(
            side, page.Items, page.Total ?? 0,
            page.Next is { } more ? Addresses.With("/handoffs", ("show", Open ? null : "closed"), ($"{side}From", more)) : null);
    }
}
