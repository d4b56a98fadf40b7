using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What goes to law enforcement by consent: what an organisation has sent, or what has come to it.</summary>
[Authorize(Access.Handoffs)]
public sealed class IndexModel(StaffContext context, ConsentedHandoffsClient handoffs, TimeProvider time)
    : SentAndReceived<HandoffLine>(context)
{
    static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    /// <summary>Of what is to be done: what stands before everything else.</summary>
    public static readonly IReadOnlyList<string> Alarms = ["threat-alert", "mismatch", "stop-receipt-overdue"];

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

    protected override bool Receives => Me.Roles.Overlaps(Roles.LiaisonRoles);

    protected override Task<Answer<ListResponse<HandoffLine>>> Read(string side, string? cursor) =>
        handoffs.List($"handoffs-{side}", Open, cursor);
}
