using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.LocalCopies;

namespace ReferralNetwork.Handoffs.StatusReferrals;

/// <param name="Permit">That Cases signed: on consent, or for a child who was heard and told.</param>
/// <param name="To">The authority.</param>
sealed record NewStatusReferral(string Permit, PartnerId To);

sealed record NewerPermit(string Permit);

/// <summary>Sending, and asking for release again: permit and authority are checked against what is known here; nobody is asked.</summary>
static class SendEndpoint
{
    const string Purpose = "Handoff", DecisionDue = "status-decision-due", PeriodDue = "period-due";

    static readonly Refusal PermitUsed = new("PERMIT_USED", "On this permit a referral was sent already: it is in your list.");

    public static async Task<IResult> Send(NewStatusReferral body, [AsParameters] StatusCommands user, UnitOfWork work)
    {
        var form = new Form();
        var permit = await CheckPermit(form, body.Permit, body.To, user, work);
        var terms = await FindTerms(form, body.To, user, work);
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (terms is null)
            return Problems.Refused(KnownPartners.NotListedYet);
        return !await UseOnce(work, permit!.Id, user.CancellationToken)
            ? Problems.Refused(PermitUsed)
            : await user.Commands.Create(
                new SendStatusReferral(
                    Guid.CreateVersion7(), user.Partner, user.Actor, body.To, new(permit.Id, permit.ReceiptId), terms, permit.Audience),
                "/status-referrals", user.CancellationToken);
    }

    /// <summary>Of the same permit the second waits here for the first, and finds it.</summary>
    static async Task<bool> UseOnce(UnitOfWork work, Guid permit, CancellationToken cancellationToken) => (await work.Read<bool>(
        "insert into used_permits (permit_id) values (@permit) on conflict do nothing returning true", new { permit }, cancellationToken)).Count > 0;

    /// <summary>Not the sender: the state machine decides between 409 and 404.</summary>
    public static async Task<IResult> Again(Guid id, NewerPermit body, [AsParameters] StatusCommands user, IfMatch seen, UnitOfWork work)
    {
        var to = await work.ReadOne<Guid?>(
            $"""
            select (data -> 'data' ->> 'to')::uuid from status_referrals
            where correlation_id = @id and exists (select 1 from worklist w where w.conversation_id = @id and w.side = @side and {Worklists.Theirs})
            """,
            new { id, side = StatusReferralWorklist.SentSide, user.Partner, user.Caller.ActorId }, user.CancellationToken);
        if (to is null)
            return await user.Do(new RequestStatusRelease(id, user.Partner, user.Actor, new(default, default), Audience.Everybody), seen);
        var form = new Form();
        var permit = await CheckPermit(form, body.Permit, new PartnerId(to.Value), user, work);
        return form.Faults.Count > 0
            ? Problems.Invalid(form.Faults)
            : await user.Do(
                new RequestStatusRelease(id, user.Partner, user.Actor, new(permit!.Id, permit.ReceiptId), permit.Audience), seen);
    }

    static async Task<OfferPermit?> CheckPermit(Form form, string jws, PartnerId to, StatusCommands user, UnitOfWork work)
    {
        var (permit, fault) = await user.Tokens.CheckPermit(jws, user.Partner, Purpose, work.Now);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        if (permit is null)
            return null;
        if (permit.Part != Codes.Authority)
            form.Wrong("/permit", "This permit is not for the authority that decides who is a victim: the person has agreed to something else.");
        if (!permit.Audience.Has(user.Actor))
            form.Wrong("/permit", "This was signed for other people of your organisation.");
        if (!permit.Recipients.Contains(to))
            form.Wrong("/to", "The permit does not name this organisation.");
        return permit;
    }

    /// <returns>Null if anything is wrong, or what is needed is not known here (yet).</returns>
    static async Task<StatusTerms?> FindTerms(Form form, PartnerId to, StatusCommands user, UnitOfWork work)
    {
        var rules = KnownRules.Ask(
            work, [DecisionDue, PeriodDue], to.Value, "(select jurisdiction from known_partners where partner_id = @of)");
        var (authority, sender) = await KnownAuthorities.Find(form, to, user.Partner, work, user.CancellationToken);
        return authority is not null && sender is not null && rules.PeriodOf(DecisionDue) is { } decision && rules.PeriodOf(PeriodDue) is { } period
            ? new StatusTerms(decision, period, PartnerZone.Of(authority))
            : null;
    }
}
