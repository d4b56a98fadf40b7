using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Listings;
using ReferralNetwork.Partners.IdentityProviders;

namespace ReferralNetwork.Partners.Proposals;

/// <summary>Proposals as rows, and what becomes of one that is agreed to.</summary>
static class ProposalStore
{
    public const string Columns =
        "id, partner_id, kind, provider_id, content, proposed_by, proposed_at, link_by, link_ends_at, agreed_by, agreed_at, withdrawn_by, ended_at";

    public static Proposal Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), new PartnerId(row.GetGuid(1)), row.GetString(2), Id(row, 3), JsonSerializer.Deserialize<JsonElement>(row.GetFieldValue<byte[]>(4)),
        row.GetGuid(5), row.GetFieldValue<DateTimeOffset>(6), Id(row, 7), Moment(row, 8), Id(row, 9), Moment(row, 10), Id(row, 11), Moment(row, 12));

    static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    static DateTimeOffset? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>Takes the place of an open proposal for the same, whose link is then good for nothing.</summary>
    public static void Propose(
        this UnitOfWork work, Caller caller, Guid id, PartnerId partner, string kind, Guid? provider, object content, byte[]? secret, string verb)
    {
        work.Write(
            """
            update proposals set ended_at = $4, link_hash = null
            where partner_id = $1 and kind = $2 and provider_id is not distinct from $3::uuid and agreed_at is null and ended_at is null
            """,
            partner.Value, kind, provider, work.Now);
        work.Write(
            """
            insert into proposals (id, partner_id, kind, provider_id, content, client_secret, proposed_by, proposed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            id, partner.Value, kind, provider, UnitOfWork.Json(content), secret, caller.ActorId, work.Now);
        work.Audit(caller, verb, provider ?? (kind == Proposal.Provider ? id : partner.Value), related: kind == Proposal.Provider || provider is not null ? partner.Value : null);
    }

    /// <summary>For a decision: nobody else decides until the commit.</summary>
    public static Task<Proposal?> LoadProposal(this UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        work.ReadOne($"select {Columns} from proposals where id = $1 for update", Read, cancellationToken, id);

    /// <summary>Whether it has, or ever had, a provider: none is ever deleted.</summary>
    public static Task<bool> HasProvider(this UnitOfWork work, PartnerId partner, CancellationToken cancellationToken) =>
        work.ReadOne("select true from providers where partner_id = $1 limit 1", row => row.GetBoolean(0), cancellationToken, partner.Value);

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Puts into effect what both want.</summary>
    /// <param name="second">Who agrees; the empty UUID as person for whoever opened the link.</param>
    public static async Task<Refusal?> PutIntoEffect(this UnitOfWork work, Proposal proposal, Caller second, CancellationToken cancellationToken)
    {
        Guid? person = second.ActorId == Guid.Empty ? null : second.ActorId;
        work.Write("update proposals set agreed_by = $2, agreed_at = $3, link_hash = null where id = $1", proposal.Id, person, work.Now);
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
                work.Write("update providers set suspended = false where id = $1", proposal.ProviderId.Value);
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
        var secret = await work.ReadOne(
            "select client_secret from proposals where id = $1", row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), cancellationToken, proposal.Id);
        var put = proposal.ProviderId is { } known
            ? await work.Change(known, details, secret, cancellationToken)
            : await work.Insert(proposal.Id, details, secret, cancellationToken);
        if (!put)
            return ProviderRules.IssuerRegistered;
        work.Audit(second, proposal.ProviderId is null ? Verbs.ProviderRegistered : Verbs.ProviderChanged, proposal.ProviderId ?? proposal.Id, related: proposal.PartnerId.Value);
        return null;
    }
}
