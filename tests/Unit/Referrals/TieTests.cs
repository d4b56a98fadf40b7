using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class TieTests : IDisposable
{
    static readonly TiedConversation Stay = new(Conversations.Referral, Guid.NewGuid());
    static readonly TiedConversation Ride = new(Conversations.Referral, Guid.NewGuid());

    readonly ReferralHarness machine = new();
    readonly ECDsa network = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task What_becomes_of_a_referral_is_said_with_the_conversation_that_it_belongs_to()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer() with { Tie = new Tie(Guid.NewGuid(), Stay) });
        await scenario.Do(scenario.Accept());
        await scenario.Do(scenario.Arrival());
        await scenario.Do(scenario.Outcome());
        await scenario.Do(scenario.Correct());
        Assert.All(
            new[] { Said<ReferralActive>().TiedTo, Said<ReferralCompleted>().TiedTo, Said<ReferralFailed>().TiedTo }, to => Assert.Equal(Stay, to));
        Assert.Equal(Stay, ReferralView.Detail(scenario.State, Scenario.Ngo, [], []).TiedTo);
        Assert.Null(ReferralView.Detail(scenario.State, Scenario.ShelterA, [], []).TiedTo); // the sender's business
    }

    [Fact]
    public async Task One_that_stands_alone_says_so_and_one_stored_before_there_were_ties_still_loads()
    {
        var scenario = await new Scenario(machine).Active();
        Assert.Null(Said<ReferralActive>().TiedTo);
        var stored = JsonSerializer.SerializeToNode(scenario.Referral, NetworkJson.Options)!.AsObject();
        Assert.True(stored.Remove("tie"));
        Assert.Null(stored.Deserialize<Referral>(NetworkJson.Stored)!.Tie);
    }

    [Fact]
    public async Task A_tie_is_good_for_its_owner()
    {
        var (tie, fault) = await Check(Signed());
        Assert.Null(fault);
        Assert.Equal(Stay, tie!.To);
    }

    [Fact]
    public async Task A_tie_that_is_forged_of_another_type_anothers_of_an_unknown_kind_or_to_itself_is_refused_at_its_place()
    {
        var faults = new[]
        {
            await Check(Signed(by: other)), await Check(Signed(type: "permit+jwt")), await Check("nonsense"),
            await Check(Signed(owner: Scenario.Stranger)),
            await Check(Signed(to: new("picnic", Guid.NewGuid()))), await Check(Signed(to: Ride)),
        };
        Assert.All(faults, found => Assert.Equal((null, "/tie"), (found.Tie, found.Fault?.Pointer)));
    }

    Task<(TieToken? Tie, Fault? Fault)> Check(string jws) => new NetworkTokens([PemKeys.WithThumbprint(network)]).CheckTie(jws, Scenario.Ngo, Ride);

    string Signed(PartnerId? owner = null, TiedConversation? to = null, string type = "tie+jwt", ECDsa? by = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Claims = new Dictionary<string, object>
            {
                ["jti"] = Guid.NewGuid().ToString(),
                ["owner"] = (owner ?? Scenario.Ngo).ToString(),
                ["conversation"] = (to ?? Stay).Conversation,
                ["sub"] = (to ?? Stay).ConversationId.ToString(),
            },
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(by ?? network), SecurityAlgorithms.EcdsaSha256),
        });

    T Said<T>() where T : class => machine.Effects.OfType<PublishEvent<T>>().Last().Message;

    public void Dispose()
    {
        network.Dispose();
        other.Dispose();
    }
}
