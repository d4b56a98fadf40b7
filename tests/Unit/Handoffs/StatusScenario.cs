using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.StatusReferrals;
using static ReferralNetwork.Handoffs.StatusReferrals.StatusStates;

namespace ReferralNetwork.Tests.Unit.Handoffs;

/// <summary>An NGO refers somebody to the authority that decides who is a victim.</summary>
public sealed class StatusScenario(SagaHarness<StatusReferralStateMachine, StatusReferralState> machine)
{
    public static readonly PartnerId Ngo = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    public static readonly PartnerId Authority = new(Guid.Parse("0b000000-0000-4000-8000-000000000002"));
    public static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    public static readonly StatusBasis Basis = new(
        Guid.Parse("0e000000-0000-4000-8000-000000000001"), Guid.Parse("0e000000-0000-4000-8000-00000000000a"));
    public static readonly DateOnly Day = new(2026, 11, 2);

    public static readonly StatusTerms Terms = new(
        new(5, "working-days"), new(5, "working-days"), new(Authority, "Europe/Vilnius", [new(2026, 11, 4)]));

    public static SagaHarness<StatusReferralStateMachine, StatusReferralState> Harness() =>
        new(environment => new StatusReferralStateMachine(environment));

    public StatusReferralState Find(Guid id) => machine.Find(id);

    public StatusReferral Data(Guid id) => machine.Find(id).Data;

    public static SendStatusReferral Send(Guid id) => new(id, Ngo, Worker, Authority, Basis, Terms, Audience.Everybody);
    public static AcknowledgeStatusReferral Acknowledge(Guid id) => new(id, Authority, Worker, Guid.NewGuid(), Guid.NewGuid());
    public static DecideStatus Decide(Guid id, string code) => new(id, Authority, Worker, code, Day, null);
    public static DecideStatus Reasonable(Guid id) => Decide(id, "reasonable-grounds");
    public static AskStatusInfo AskInfo(Guid id) => new(id, Authority, Worker, Guid.NewGuid());
    public static AnswerStatusInfo Answer(Guid id) => new(id, Ngo, Worker, Guid.NewGuid());
    public static AskReconsideration Reconsider(Guid id) => new(id, Ngo, Worker, Guid.NewGuid());
    public static GrantPeriod Grant(Guid id) => new(id, Authority, Worker, Day, Day, Day.AddDays(30), Guid.NewGuid());
    public static ExtendPeriod Extend(Guid id) => new(id, Authority, Worker, Day, Day.AddDays(60), null);
    public static EndPeriodEarly End(Guid id) => new(id, Authority, Worker, Day, "public-order", Challenged: true, null);
    public static DeclinePeriod Decline(Guid id) => new(id, Ngo, Worker);

    public static RequestStatusRelease AskRelease(Guid id) =>
        new(id, Ngo, Worker, new(Guid.NewGuid(), Guid.NewGuid()), Audience.Everybody);

    public DetailsReleased Released(Guid id) => new(
        RequestOf(id), Conversations.StatusReferral, id, PermitOf(id), Guid.NewGuid(), Authority, ["Name"], machine.Now);

    public ReleaseRefused Refused(Guid id) => new(
        RequestOf(id), Conversations.StatusReferral, id, PermitOf(id), Authority, "EXCLUDED", machine.Now);

    public ConsentWithdrawn Withdrawn(Guid id) => new(Conversations.StatusReferral, id, PermitOf(id), Basis.ReceiptId, machine.Now);

    public PermitNarrowed Narrowed(Guid id) => new(Conversations.StatusReferral, id, PermitOf(id), [Authority]);

    /// <summary>Every event in every variant, each by whose it is; by somebody else where that is asked for.</summary>
    public IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events(Func<PartnerId, bool> instead) =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(SendStatusReferral)] = (id, by, _) => [Send(id) with { By = By(by, Ngo) }],
            [typeof(RequestStatusRelease)] = (id, by, _) => [AskRelease(id) with { By = By(by, Ngo) }],
            [typeof(AcknowledgeStatusReferral)] = (id, by, _) => [Acknowledge(id) with { By = By(by, Authority) }],
            [typeof(AskStatusInfo)] = (id, by, _) => [AskInfo(id) with { By = By(by, Authority) }],
            [typeof(AnswerStatusInfo)] = (id, by, _) => [Answer(id) with { By = By(by, Ngo) }],
            [typeof(DecideStatus)] = (id, by, _) =>
                [.. Codes.StatusDecisions.Order(StringComparer.Ordinal).Select(code => Decide(id, code) with { By = By(by, Authority) })],
            [typeof(AskReconsideration)] = (id, by, _) => [Reconsider(id) with { By = By(by, Ngo) }],
            [typeof(GrantPeriod)] = (id, by, _) => [Grant(id) with { By = By(by, Authority) }],
            [typeof(ExtendPeriod)] = (id, by, _) => [Extend(id) with { By = By(by, Authority) }],
            [typeof(EndPeriodEarly)] = (id, by, _) => [End(id) with { By = By(by, Authority) }],
            [typeof(DeclinePeriod)] = (id, by, _) => [Decline(id) with { By = By(by, Ngo) }],
            [typeof(DetailsReleased)] = (id, _, _) => [Released(id)],
            [typeof(ReleaseRefused)] = (id, _, _) => [Refused(id)],
            [typeof(ConsentWithdrawn)] = (id, _, _) => [Withdrawn(id)],
            [typeof(PermitNarrowed)] = (id, _, _) => [Narrowed(id)],
            [typeof(AudienceChanged)] = (id, _, _) => [new AudienceChanged(Conversations.StatusReferral, id, PermitOf(id), null, [Worker], 1)],
            [typeof(RecoveryPeriodDue)] = (id, _, _) => [new RecoveryPeriodDue(id)],
        }.ToDictionary(
            pair => pair.Key,
            pair => (Func<Guid, PartnerId, Guid, IReadOnlyList<object>>)((id, by, actor) => pair.Value(id, instead(by) ? by : default, actor)));

    public IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Told(Send),
        () => Told(Send, Released),
        () => Told(Send, Refused),
        () => Told(Send, Acknowledge),
        () => Told(Send, Released, Acknowledge, Grant),
        () => Told(Send, Released, Acknowledge, AskInfo),
        () => Told(Send, Acknowledge, Grant, AskInfo),
        () => Told(Send, Acknowledge, Reasonable),
        () => Told(Send, Released, Acknowledge, Reasonable, Grant),
        () => Told(Send, Acknowledge, Reasonable, Grant, Extend, End),
        () => Told(Send, Acknowledge, Reasonable, Decline),
        () => Told(Send, Acknowledge, Reasonable, AskInfo),
        () => Told(Send, Released, Acknowledge, id => Decide(id, "negative"), Reconsider),
        () => Told(Send, Acknowledge, Reasonable, Grant, id => Decide(id, "negative"), Reconsider),
        () => Told(Send, Acknowledge, id => Decide(id, "negative"), Reconsider, AskInfo),
    ];

    public async Task<Guid> Told(params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        foreach (var step in story)
            await machine.Do(step(id));
        return id;
    }

    public Task<Guid> InState(string state) => state switch
    {
        Acknowledged => Told(Send, Acknowledge),
        Decided => Told(Send, Acknowledge, id => Decide(id, "negative")),
        InfoAsked => Told(Send, Acknowledge, AskInfo),
        ReconsiderationAsked => Told(Send, Acknowledge, id => Decide(id, "negative"), Reconsider),
        _ => Told(Send),
    };

    static PartnerId By(PartnerId asked, PartnerId right) => asked == default ? right : asked;

    Guid RequestOf(Guid id) => Find(id)?.Data.LastRelease.RequestId ?? Guid.Empty;

    Guid PermitOf(Guid id) => Find(id)?.Data.Basis.PermitId ?? Basis.PermitId;
}
