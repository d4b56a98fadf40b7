using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.IdentityProviders;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners.Proposals;

/// <summary>Proposals as rows, and what becomes of one that is agreed to.</summary>
static class ProposalStore
{
    /// <summary>Of a <see cref="Proposal"/>.</summary>
    public const string Columns =
        "id, partner_id, kind, provider_id, content, proposed_by, proposed_at, link_by, link_ends_at, agreed_by, agreed_at, withdrawn_by, ended_at";

    /// <summary>Takes the place of an open proposal for the same, whose link is then good for nothing.</summary>
    public static void Propose(
        this UnitOfWork work, Caller caller, Guid id, PartnerId partner, string kind, Guid? provider, object content, byte[]? secret, string verb)
    {
        work.Write(
            """
            update proposals set ended_at = @now, link_hash = null
            where partner_id = @partner and kind = @kind and provider_id is not distinct from @provider and agreed_at is null and ended_at is null
            """,
            new { partner, kind, provider, work.Now });
        work.Write(
            """
            insert into proposals (id, partner_id, kind, provider_id, content, client_secret, proposed_by, proposed_at)
            values (@id, @partner, @kind, @provider, @content, @secret, @actorId, @now)
            """,
            new { id, partner, kind, provider, content = UnitOfWork.Json(content), secret, caller.ActorId, work.Now });
        work.Audit(caller, verb, provider ?? (kind == Proposal.Provider ? id : partner.Value),
            related: kind == Proposal.Provider || provider is not null ? partner.Value : null);
    }

    /// <summary>For a decision: nobody else decides until the commit.</summary>
    public static Task<Proposal?> LoadProposal(this UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        work.ReadOne<Proposal>($"select {Columns} from proposals where id = @id for update", new { id }, cancellationToken);

    /// <summary>Whether it has, or ever had, a provider: none is ever deleted.</summary>
    public static Task<bool> HasProvider(this UnitOfWork work, PartnerId partner, CancellationToken cancellationToken) =>
        work.ReadOne<bool>("select true from providers where partner_id = @partner limit 1", new { partner }, cancellationToken);

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Puts into effect what both want.</summary>
    /// <param name="second">Who agrees; the empty UUID as person for whoever opened the link.</param>
    public static async Task<Refusal?> PutIntoEffect(this UnitOfWork work, Proposal proposal, Caller second, CancellationToken cancellationToken)
    {
        Guid? person = second.ActorId == Guid.Empty ? null : second.ActorId;
        work.Write(
            "update proposals set agreed_by = @person, agreed_at = @now, link_hash = null where id = @id", new { proposal.Id, person, work.Now });
        switch (proposal.Kind)
        {
            case Proposal.Key:
                var key = proposal.Content.Deserialize<ProposedKey>(NetworkJson.Options)!;
                work.Save((await work.Load(proposal.PartnerId, cancellationToken))! with { PublicKey = key.PublicKey });
                work.Audit(second, Verbs.PartnerKeyChanged, proposal.PartnerId.Value);
                return null;
            case Proposal.Naming:
                var naming = proposal.Content.Deserialize<ProposedNaming>(NetworkJson.Options)!;
                var partner = (await work.Load(proposal.PartnerId, cancellationToken))!;
                work.Save(partner with { Details = partner.Details with { Name = naming.Name, Kind = naming.Kind } });
                work.Audit(second, Verbs.PartnerRenamed, proposal.PartnerId.Value);
                return null;
            case Proposal.Reinstatement when proposal.ProviderId is null:
                work.Save((await work.Load(proposal.PartnerId, cancellationToken))! with { Suspended = false });
                work.Audit(second, Verbs.PartnerReinstated, proposal.PartnerId.Value);
                return null;
            case Proposal.Reinstatement:
                work.Write("update providers set suspended = false where id = @providerId", new { proposal.ProviderId });
                work.RaiseDirectory();
                work.Audit(second, Verbs.ProviderReinstated, proposal.ProviderId.Value, related: proposal.PartnerId.Value);
                return null;
            default:
                return await PutProvider(work, proposal, second, cancellationToken);
        }
    }

    static async Task<Refusal?> PutProvider(UnitOfWork work, Proposal proposal, Caller second, CancellationToken cancellationToken)
    {
        var details = proposal.Content.Deserialize<ProviderDetails>(NetworkJson.Options)!;
        var secret = await work.ReadOne<byte[]>("select client_secret from proposals where id = @id", new { proposal.Id }, cancellationToken);
        var put = proposal.ProviderId is { } known
            ? await work.Change(known, details, secret, cancellationToken)
            : await work.Insert(proposal.Id, details, secret, cancellationToken);
        if (!put)
            return ProviderRules.IssuerRegistered;
        work.Audit(second, proposal.ProviderId is null ? Verbs.ProviderRegistered : Verbs.ProviderChanged,
            proposal.ProviderId ?? proposal.Id, related: proposal.PartnerId.Value);
        return null;
    }
}
