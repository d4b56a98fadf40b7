using System.Buffers.Text;
using System.Security.Cryptography;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners.Proposals;

/// <summary>How the second person hears of a proposal and agrees to it.</summary>
public static class ProposalEndpoints
{
    /// <summary>Carries the link's secret from the gateway: an address would end up in logs.</summary>
    public const string LinkHeader = "Proposal-Link";

    sealed record Named(string Name, string Kind);

    public static void MapProposals(this IEndpointRouteBuilder app)
    {
        app.MapActions("/partners/{id}/proposals").MapGet("", All);
        var proposals = app.MapActions("/proposals");
        proposals.MapPost("/{id:guid}/agree", Agree);
        proposals.MapPost("/{id:guid}/withdraw", Withdraw);
        var run = proposals.MapGroup("").ForAdministrators();
        run.MapGet("", Open);
        run.MapPost("/{id:guid}/link", MakeLink);

        var links = app.MapActions("/gateway/links");
        links.MapGet("", OpenLink);
        links.MapPost("/agree", AgreeByLink);
    }

    /// <summary>For the partner's own people and for administrators: everything that was ever proposed, newest first.</summary>
    static async Task<IResult> All(PartnerId id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (caller.Partner != id && !caller.Has(Roles.Administrator))
            return Problems.NotFound("partner");
        return Answers.Found(new
        {
            items = await work.Read<Proposal>(
                $"select {ProposalStore.Columns} from proposals where partner_id = @id order by proposed_at desc, id desc", new { id },
                cancellationToken),
        });
    }

    /// <summary>Those that wait for a second person, of all partners.</summary>
    static async Task<IResult> Open(UnitOfWork work, CancellationToken cancellationToken) => Answers.Found(new
    {
        items = await work.Read<Proposal>(
            $"select {ProposalStore.Columns} from proposals where agreed_at is null and ended_at is null order by proposed_at, id", values: null,
            cancellationToken),
    });

    static async Task<IResult> Agree(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await work.LoadProposal(id, cancellationToken) is not { } proposal || !ProposalRules.MayAgree(proposal, caller))
            return Problems.NotFound("proposal");
        if (ProposalRules.Agree(proposal, caller) is { } refusal)
            return Problems.Refused(refusal);
        return await work.PutIntoEffect(proposal, caller, cancellationToken) is { } cannot ? Problems.Refused(cannot) : Answers.Done(id);
    }

    /// <summary>By an administrator, or by a person of the partner who does not want it.</summary>
    static async Task<IResult> Withdraw(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await work.LoadProposal(id, cancellationToken) is not { } proposal
            || (caller.Partner != proposal.PartnerId && !caller.Has(Roles.Administrator)))
            return Problems.NotFound("proposal");
        if (!proposal.IsOpen)
            return Problems.Refused(ProposalRules.Ended);
        work.Write(
            "update proposals set withdrawn_by = @actorId, ended_at = @now, link_hash = null where id = @id", new { id, caller.ActorId, work.Now });
        work.Audit(caller, Verbs.ProposalWithdrawn, id, related: proposal.PartnerId.Value);
        return Answers.Done(id);
    }

    /// <summary>
    /// By a second administrator, for a partner's first provider. The secret is in this answer alone: a repeat of the request
    /// does not get it, a new request makes a new link and the old one is good for nothing.
    /// </summary>
    static async Task<IResult> MakeLink(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await work.LoadProposal(id, cancellationToken) is not { } proposal)
            return Problems.NotFound("proposal");
        if (ProposalRules.MakeLink(proposal, caller, await work.HasProvider(proposal.PartnerId, cancellationToken)) is { } refusal)
            return Problems.Refused(refusal);

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var endsAt = work.Now + ProposalRules.LinkLifetime;
        work.Write(
            "update proposals set link_hash = @hash, link_by = @actorId, link_ends_at = @endsAt where id = @id",
            new { id, hash = ProposalStore.Hash(secret), caller.ActorId, endsAt });
        work.Audit(caller, Verbs.ProviderLinkMade, id, related: proposal.PartnerId.Value);
        return Answers.Created($"/proposals/{id}", id, new { id, secret, endsAt });
    }

    static async Task<IResult> OpenLink(Caller caller, HttpRequest request, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(InwardToken.GatewayRole))
            return Problems.Forbidden("This is for the gateway.");
        if (await Linked(request, work, cancellationToken) is not { } proposal)
            return Problems.NotFound("link");
        var partner = (await work.ReadOne<Named>(
            "select name, kind from partners where id = @partnerId", new { proposal.PartnerId }, cancellationToken))!;
        return Answers.Found(new { partner.Name, partner.Kind, proposal.Content, proposal.ProposedAt, proposal.LinkEndsAt });
    }

    /// <summary>Whoever holds the link has seen what it is about and agrees. It is good once.</summary>
    static async Task<IResult> AgreeByLink(Caller caller, HttpRequest request, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(InwardToken.GatewayRole))
            return Problems.Forbidden("This is for the gateway.");
        if (await Linked(request, work, cancellationToken) is not { } proposal)
            return Problems.NotFound("link");
        var second = caller with { ActorId = Guid.Empty, Partner = proposal.PartnerId };
        if (await work.PutIntoEffect(proposal, second, cancellationToken) is { } cannot)
            return Problems.Refused(cannot);
        var code = (await work.ReadOne<string>(
            "select sign_in_code from partners where id = @partnerId", new { proposal.PartnerId }, cancellationToken))!;
        return Answers.Created("/gateway/links", proposal.Id, new { proposal.Id, code });
    }

    /// <summary>Null alike for a link that was never made, was used, has ended, or whose partner has a provider by now.</summary>
    static Task<Proposal?> Linked(HttpRequest request, UnitOfWork work, CancellationToken cancellationToken) =>
        work.ReadOne<Proposal>(
            $"""
            select {ProposalStore.Columns} from proposals p
            where link_hash = @hash and link_ends_at > @now and agreed_at is null and ended_at is null
              and not exists (select from providers where partner_id = p.partner_id)
            for update
            """,
            new { hash = ProposalStore.Hash(request.Headers[LinkHeader].ToString()), work.Now }, cancellationToken);
}
