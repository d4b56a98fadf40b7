using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Casework;

/// <summary>With it a return learns, asking nobody, that a traveller has said what is to be done if they do not arrive.</summary>
public sealed class ArrivalPlanTokenTests : IDisposable
{
    static readonly PartnerId Lead = new(Guid.NewGuid());
    static readonly Guid Plan = Guid.NewGuid(), Journey = Guid.NewGuid(), Tie = Guid.NewGuid(), Desk = Guid.NewGuid(), Colleague = Guid.NewGuid();

    readonly ECDsa network = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task It_says_for_which_traveller_of_which_return_it_is_and_who_may_read_it()
    {
        var (plan, fault) = await Check(Signed());
        Assert.Null(fault);
        Assert.Equal((Plan, Journey, Tie, Lead), (plan!.Id, plan.ReturnId, plan.TieId, plan.Owner));
        Assert.Equal([new PartnerId(Desk)], plan.Desks);
        Assert.Equal([Colleague], plan.Audience.Only!);
        Assert.Equal(3, plan.Audience.Version);
    }

    [Fact]
    public async Task One_that_is_forged_of_another_type_anothers_of_another_return_or_lacks_something_is_refused_at_its_place()
    {
        var faults = new[]
        {
            await Check(Signed(by: other)), await Check(Signed(type: "tie+jwt")), await Check("nonsense"),
            await Check(Signed(owner: new(Guid.NewGuid()))), await Check(Signed(to: Guid.NewGuid())),
            await Check(Signed(without: "tie")), await Check(Signed(without: "desks")),
        };
        Assert.All(faults, found => Assert.Equal((null, "/arrivalPlan"), (found.Plan, found.Fault?.Pointer)));
    }

    Task<(ArrivalPlanToken? Plan, Fault? Fault)> Check(string jws) =>
        new NetworkTokens([PemKeys.WithThumbprint(network)]).CheckArrivalPlan(jws, Lead, Journey);

    string Signed(PartnerId? owner = null, Guid? to = null, string type = "arrival-plan+jwt", ECDsa? by = null, string? without = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["jti"] = Plan.ToString(), ["sub"] = (to ?? Journey).ToString(), ["tie"] = Tie.ToString(), ["owner"] = (owner ?? Lead).ToString(),
            ["desks"] = new[] { Desk.ToString() }, ["only"] = new[] { Colleague.ToString() }, ["onlyVersion"] = 3,
        };
        claims.Remove(without ?? "");
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type, Claims = claims,
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(by ?? network), SecurityAlgorithms.EcdsaSha256),
        });
    }

    public void Dispose()
    {
        network.Dispose();
        other.Dispose();
    }
}
