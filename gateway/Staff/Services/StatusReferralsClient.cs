using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Services;

/// <summary>What goes to the authority that decides who is a victim: referrals, and notices of those who refused.</summary>
public sealed class StatusReferralsClient(NetworkClient network)
{
    const string Service = "handoffs";

    /// <param name="side"><c>status-sent</c> or <c>status-received</c>.</param>
    /// <param name="open">Those that something is due of, or the others.</param>
    public Task<Answer<ListResponse<StatusReferralLine>>> List(string side, bool open, string? cursor) =>
        network.Get<ListResponse<StatusReferralLine>>(
            Service, "/status-referrals", ("side", side), ("open", open ? "true" : "false"), ("cursor", cursor));

    public Task<Answer<StatusReferralDetail>> Read(Guid id) => network.Get<StatusReferralDetail>(Service, $"/status-referrals/{id}");

    /// <param name="permit">That Cases signed.</param>
    public Task<Answer<CreatedResponse>> Send(string? permit, PartnerId to, string key) =>
        network.Post<CreatedResponse>(Service, "/status-referrals", new { permit, to }, key);

    public Task<Answer<CreatedResponse>> Act(Guid id, string action, object body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"/status-referrals/{id}/{action}", body, key, ifMatch);

    /// <param name="side"><c>notices-sent</c> or <c>notices-received</c>.</param>
    public Task<Answer<ListResponse<NoticeLine>>> Notices(string side, string? cursor) =>
        network.Get<ListResponse<NoticeLine>>(Service, "/notices", ("side", side), ("cursor", cursor));

    public Task<Answer<NoticeLine>> Notice(Guid id) => network.Get<NoticeLine>(Service, $"/notices/{id}");

    /// <summary>Whether a rule binds the reader's organisation to notify.</summary>
    public Task<Answer<NoticeDuty>> NoticeDuty() => network.Get<NoticeDuty>(Service, "/notices/duty");

    /// <summary>What exactly a notice would say. It changes nothing, so each time has a key of its own.</summary>
    public Task<Answer<NoticeCell>> PreviewNotice(PartnerId to, string? basis, NoticeCell finest) =>
        network.Post<NoticeCell>(Service, "/notices/cell", Notice(to, basis, finest), Guid.CreateVersion7().ToString());

    /// <param name="basis">That Cases signed: somebody was asked and refused.</param>
    public Task<Answer<CreatedResponse>> SendNotice(PartnerId to, string? basis, NoticeCell cell, string key) =>
        network.Post<CreatedResponse>(Service, "/notices", Notice(to, basis, cell), key);

    public Task<Answer<CreatedResponse>> AcknowledgeNotice(Guid id, string key) =>
        network.Post<CreatedResponse>(Service, $"/notices/{id}/acknowledge", null, key);

    static object Notice(PartnerId to, string? basis, NoticeCell cell) =>
        new { to, basis, cell.Sex, cell.Nationality, cell.Exploitation, cell.Region, cell.Year };
}
