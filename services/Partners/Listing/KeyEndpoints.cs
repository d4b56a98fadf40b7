using System.Text.Json;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Listing;

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
    sealed record Proposal(JsonElement? PublicKey);

    /// <param name="Thumbprint">RFC 7638, of the key that the second person has seen; <c>custodial</c> for none.</param>
    sealed record Confirmation(string Thumbprint);

    static async Task<IResult> Propose(PartnerId id, Proposal proposal, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Has(Roles.Administrator))
            return Problems.Forbidden("Proposing a key is for the network's administrators.");
        if (proposal.PublicKey is { } jwk && PublicKeys.Fault(jwk) is { } fault)
            return Problems.Invalid(new Fault("/publicKey", fault));
        if (await work.Load(id, cancellationToken) is not { } partner)
            return Problems.NotFound("partner");
        var key = proposal.PublicKey is { } given ? PublicKeys.Canonical(given) : null;
        if (key == partner.PublicKey)
            return Problems.Refused(new Refusal("SAME_KEY", "This is the key in use."));

        var thumbprint = key is null ? Custodial : PublicKeys.Thumbprint(key);
        work.Write(
            """
            insert into key_proposals (partner_id, public_key, thumbprint, proposed_by, proposed_at) values ($1, $2, $3, $4, $5)
            on conflict (partner_id) do update set public_key = $2, thumbprint = $3, proposed_by = $4, proposed_at = $5
            """,
            id.Value, key, thumbprint, caller.ActorId, work.Now);
        work.Act(caller, "partner-key-proposed", id.Value);
        return new Answer(StatusCodes.Status200OK, id.Value, Location: null, partner.Version, new { id, thumbprint });
    }

    /// <summary>By another administrator, or by somebody of the partner itself.</summary>
    static async Task<IResult> Confirm(PartnerId id, Confirmation confirmation, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if ((!caller.Has(Roles.Administrator) && caller.Partner != id) || await work.Load(id, cancellationToken) is not { } partner)
            return Problems.NotFound("partner");
        var proposed = await work.ReadOne(
            "select public_key, thumbprint, proposed_by from key_proposals where partner_id = $1",
            row => new { Key = row.IsDBNull(0) ? null : row.GetString(0), Thumbprint = row.GetString(1), By = row.GetGuid(2) },
            cancellationToken, id.Value);
        if (proposed is null)
            return Problems.Refused(new Refusal("NOTHING_PROPOSED", "No key is proposed for this partner."));
        if (proposed.By == caller.ActorId)
            return Problems.Refused(new Refusal("SECOND_PERSON_NEEDED", "You proposed this key; somebody else confirms it."));
        if (proposed.Thumbprint != confirmation.Thumbprint)
            return Problems.Refused(new Refusal("ANOTHER_KEY", "Another key is proposed than the one you confirm. Look again."));

        work.Write("delete from key_proposals where partner_id = $1", id.Value);
        var changed = work.Save(partner with { PublicKey = proposed.Key });
        work.Act(caller, "partner-key-changed", id.Value);
        return Answers.Done(id.Value, changed.Version);
    }
}
