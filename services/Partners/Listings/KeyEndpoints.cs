using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.Proposals;

namespace ReferralNetwork.Partners.Listings;

/// <summary>
/// The key that disclosures to an organisation are sealed to. Who changes it can read what comes after, so two persons
/// must want the same key.
/// </summary>
public static class KeyEndpoints
{
    /// <summary>Stands for "no key of its own": the network's custodial key is used.</summary>
    const string Custodial = "custodial";

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapActions("/partners/{id}/key");
        keys.MapPost("", Propose);
        keys.MapPost("/confirm", Confirm);
    }

    /// <param name="PublicKey">JWK; null to go back to the custodial key.</param>
    sealed record NewKey(JsonElement? PublicKey);

    /// <param name="Thumbprint">RFC 7638, of the key that the second person has seen; <c>custodial</c> for none.</param>
    sealed record Confirmation(string Thumbprint);

    static async Task<IResult> Propose(PartnerId id, NewKey proposed, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(Roles.Administrator))
            return Problems.Forbidden("Proposing a key is for the network's administrators.");
        if (proposed.PublicKey is { } jwk && PublicKeys.Fault(jwk) is { } fault)
            return Problems.Invalid(new Fault("/publicKey", fault));
        if (await work.Load(id, cancellationToken) is not { } partner)
            return Problems.NotFound("partner");
        var key = proposed.PublicKey is { } given ? PublicKeys.Canonical(given) : null;
        if (key == partner.PublicKey)
            return Problems.Refused(new Refusal("SAME_KEY", "This is the key in use."));

        return work.ProposeKey(caller, id, key);
    }

    /// <summary>Nothing changes until another person has agreed.</summary>
    public static Answer ProposeKey(this UnitOfWork work, Caller caller, PartnerId id, string? key)
    {
        var thumbprint = key is null ? Custodial : PublicKeys.Thumbprint(key);
        work.Propose(
            caller, Guid.CreateVersion7(), id, Proposal.Key, provider: null, new ProposedKey(key, thumbprint), secret: null,
            Verbs.PartnerKeyProposed);
        return new Answer(StatusCodes.Status200OK, id.Value, Location: null, ETag: null, new { id, thumbprint });
    }

    /// <summary>By another administrator, or by somebody of the partner itself.</summary>
    static async Task<IResult> Confirm(PartnerId id, Confirmation confirmation, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if ((!caller.Has(Roles.Administrator) && caller.Partner != id) || await work.Load(id, cancellationToken) is not { } partner)
            return Problems.NotFound("partner");
        var proposal = await work.ReadOne<Proposal>(
            $"""
            select {ProposalStore.Columns} from proposals
            where partner_id = @id and kind = 'key' and agreed_at is null and ended_at is null for update
            """,
            new { id }, cancellationToken);
        if (proposal is null)
            return Problems.Refused(new Refusal("NOTHING_PROPOSED", "No key is proposed for this partner."));
        if (ProposalRules.Agree(proposal, caller) is { } refusal)
            return Problems.Refused(refusal);
        if (proposal.Content.Deserialize<ProposedKey>(NetworkJson.Options)!.Thumbprint != confirmation.Thumbprint)
            return Problems.Refused(new Refusal("ANOTHER_KEY", "Another key is proposed than the one you confirm. Look again."));

        await work.PutIntoEffect(proposal, caller, cancellationToken);
        return Answers.Done(id.Value, partner.Version + 1);
    }
}
