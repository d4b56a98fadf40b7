using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>That an order is recorded in a case of the owner's, from whom, and how wide it is. It names no case, and no field.</summary>
/// <param name="Fields">How many it names.</param>
/// <param name="Exhibits">How many of these.</param>
/// <param name="Version">Counts how often it was narrowed: the highest is how wide it is now.</param>
/// <param name="Digest">Of all that it says: what is narrower has another. Nobody can tell from it what the order names.</param>
/// <param name="AnswerBy">Until when it wants its answer; null: it does not say.</param>
public sealed record OrderToken(
    Guid Id, PartnerId Owner, PartnerId Recipient, string Basis, IReadOnlyList<string> Categories, int Fields, int Exhibits, long Version,
    string Digest, DateTimeOffset? AnswerBy, DateTimeOffset ExpiresAt, Audience Audience);

/// <summary>That the person was told of an order, with a lawyer and time to be heard; or until when the order forbids it.</summary>
/// <param name="ToldAt">With <paramref name="ToBeHeardUntil"/>; null: there is a ban.</param>
public sealed record TellingToken(
    Guid Id, Guid OrderId, PartnerId Owner, DateTimeOffset? ToldAt, DateTimeOffset? ToBeHeardUntil, DateTimeOffset? BanUntil);

public sealed partial class NetworkTokens
{
    const string OrderPointer = "/order";
    const string TellingPointer = "/told";

    readonly TokenValidationParameters orders = Parameters("order+jwt", keys);
    readonly TokenValidationParameters tellings = Parameters("told+jwt", keys);

    /// <summary>The order, if it is genuine, this organisation's and in force; else what is wrong with it.</summary>
    /// <param name="orderId">The only one that it may be; null: any.</param>
    public async Task<(OrderToken? Order, Fault? Fault)> CheckOrder(string jws, PartnerId owner, DateTimeOffset now, Guid? orderId = null)
    {
        var result = await Handler.ValidateTokenAsync(jws, orders);
        var order = result.IsValid && Read<OrderClaims>(result)
            is
        {
            Jti: { } id, Owner: { } its, Recipient: { } to, Basis: { } basis, Categories: { } categories, Digest: { } digest, Exp: { } exp
        } says
            ? new OrderToken(
                id, its, to, basis, categories, says.Fields, says.Exhibits, says.Version, digest, Moment(says.AnswerBy),
                DateTimeOffset.FromUnixTimeSeconds(exp), new(says.Only, says.OnlyVersion))
            : null;
        return order switch
        {
            null => (null, new(OrderPointer, "This is no order that the network has signed: POST /cases/{id}/orders of Cases gives it.")),
            _ when order.Owner != owner => (null, new(OrderPointer, "This order was given to another organisation.")),
            _ when order.ExpiresAt <= now => (null, new(OrderPointer, "This token has expired. Take a new one from the case.")),
            _ when orderId is { } one && order.Id != one => (null, new(OrderPointer, "This is another order.")),
            _ => (order, null),
        };
    }

    /// <summary>What the person was told of this order, if it is genuine and this organisation's; else what is wrong with it.</summary>
    public async Task<(TellingToken? Telling, Fault? Fault)> CheckTelling(string jws, PartnerId owner, Guid orderId)
    {
        var result = await Handler.ValidateTokenAsync(jws, tellings);
        var telling = result.IsValid && Read<TellingClaims>(result) is { Jti: { } id, Owner: { } its, Sub: { } about } says
            && says is { ToldAt: not null, ToBeHeardUntil: not null } or { BanUntil: not null }
            ? new TellingToken(id, about, its, Moment(says.ToldAt), Moment(says.ToBeHeardUntil), Moment(says.BanUntil))
            : null;
        return telling is not null && telling.Owner == owner && telling.OrderId == orderId
            ? (telling, null)
            : (null, new(
                TellingPointer,
                "This does not say that the person was told of this order: POST /cases/{id}/orders/{order}/told of Cases gives what does."));
    }

    static DateTimeOffset? Moment(long? seconds) => seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    sealed record OrderClaims(
        Guid? Jti, PartnerId? Owner, PartnerId? Recipient, string? Basis, IReadOnlyList<string>? Categories, int Fields, int Exhibits, long Version,
        string? Digest, long? AnswerBy, long? Exp, IReadOnlyList<Guid>? Only, long OnlyVersion);

    sealed record TellingClaims(Guid? Jti, PartnerId? Owner, Guid? Sub, long? ToldAt, long? ToBeHeardUntil, long? BanUntil);
}
