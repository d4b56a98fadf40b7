using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// A return as the product's own rules make it, step by step: an embassy asks for a woman and her child; every part is with an organisation.
/// </summary>
sealed class ReturnStory
{
    static readonly WorkCalendar Calendar = new("Europe/Vilnius");

    readonly PartnerId clinic = new(Guid.NewGuid()), carrier = new(Guid.NewGuid()), desk = new(Guid.NewGuid());
    readonly Guid worker = Guid.NewGuid();
    readonly DateTimeOffset now;

    /// <param name="at">When all of it happened.</param>
    public ReturnStory(DateTimeOffset at)
    {
        now = at;
        State = new() { CorrelationId = Guid.CreateVersion7(at) };
        var terms = new ReturnTerms(new(2, "hours"), new(180, "days"), Calendar.TimeZone, [], [])
        {
            Periods = ReturnPeriods.All.ToDictionary(name => name, _ => new Period(30, "days")), // no time runs out while somebody measures
        };
        Then((s, t) => ReturnRules.Request(
            new(
                Id, Embassy, worker, "NL", "LT", ["lt"], ["x:TravelDocument", "x:ShelterAccommodation"], "Soon", OfferMode.Sequential,
                [Introduced("25-39"), Introduced("0-11")], [Lead], terms),
            t));
    }

    /// <summary>Asks for the return, and has the document as its part.</summary>
    public PartnerId Embassy { get; } = new(Guid.NewGuid());

    public PartnerId Lead { get; } = new(Guid.NewGuid());

    /// <summary>Is asked to meet them.</summary>
    public PartnerId Receiving { get; } = new(Guid.NewGuid());

    public ReturnState State { get; }

    Guid Id => State.CorrelationId;

    DateOnly Today => DateOnly.FromDateTime(now.UtcDateTime);

    IEnumerable<Guid> Travellers => State.Data.Travellers.Select(t => t.Id);

    Guid Woman => Travellers.First();

    /// <summary>Led and counselled; all want to go, nothing bars it, and every part is taken.</summary>
    public ReturnStory Prepared()
    {
        Then((s, t) => ReturnRules.Accept(s, new(Id, s.Data.Offers.Made[0].Id, Lead, worker), t));
        foreach (var who in Travellers)
            Then((s, t) => ReturnRules.Tie(s, new(Id, Lead, worker, who, TieId: who, Audience.Everybody), t));
        Then((s, t) => ReturnRules.Counsel(s, new(Id, Lead, worker, Woman, "own-staff", [.. Codes.CounselTopics]), t));
        Then((s, t) => ReturnRules.AskClearance(s, new(Id, Lead, worker), t)).Answered(nameof(NoBarKnown), requestId: null);
        foreach (var who in Travellers)
            Then((s, t) => ReturnRules.Consent(s, new(Id, Lead, worker, who, Guid.NewGuid(), Guid.NewGuid(), AskedSooner: true), t));
        foreach (var (kind, with) in new[]
        {
            (Codes.DocumentStrand, Embassy), ("health", clinic), (Codes.TransportStrand, carrier), (Codes.ReceptionStrand, Receiving),
        })
        {
            foreach (var who in Travellers)
            {
                Then((s, t) => ReturnRules.AskStrand(
                    s,
                    new(Id, Lead, worker, who, kind, with, with == Embassy, Calendar, Guid.NewGuid(), Guid.NewGuid(), Today.AddDays(6)), t));
                var strand = State.Data.Travellers.Single(t => t.Id == who).Current(kind)!;
                Then((s, t) => ReturnRules.AcceptStrand(s, new(Id, with, worker, strand.Id), t));
            }
        }
        return this;
    }

    /// <summary>What the embassy does not see, once it has taken its part: all else gets ready, both halves are in, the plan is agreed.</summary>
    public ReturnStory Planned()
    {
        foreach (var (who, strand) in State.Data.Strands.Where(s => s.Strand.With != Embassy).ToList())
        {
            Then((s, t) => ReturnRules.ReadyStrand(s, new(Id, strand.With!.Value, worker, strand.Id, Today.AddDays(60), null, Guid.NewGuid()), t));
            if (strand.Kind == Codes.ReceptionStrand)
                Then((s, t) => ReturnRules.KeepArrivalPlan(s, new(Id, Lead, worker, who.Id, Guid.NewGuid(), who.Id, [desk]), t));
        }
        Then((s, t) => ReturnRules.SetWords(s, new(Id, Lead, worker, Woman, new("answer", "third")), t));
        foreach (var half in new[] { Lead, Receiving })
            Then((s, t) => ReturnRules.Assess(s, new(Id, half, worker, "with-measures", NoteId: null), t));
        return Then((s, t) => ReturnRules.AgreePlan(
            s, new(Id, Lead, worker, [new("x:VocationalTraining", "kind", Today.AddDays(90), Receiving, 300)]), t));
    }

    /// <summary>The document is there too; whether they may travel was asked, and nobody has answered yet.</summary>
    public ReturnStory Booking()
    {
        foreach (var (_, strand) in State.Data.Strands.Where(s => s.Strand.With == Embassy).ToList())
            Then((s, t) => ReturnRules.ReadyStrand(
                s, new(Id, Embassy, worker, strand.Id, Today.AddDays(60), "return-certificate", NoteId: null), t));
        return Then((s, t) => ReturnRules.Book(
            s,
            new(
                Id, Lead, worker,
                new(
                    [
                        new(Guid.NewGuid(), "flight", "NL", "LT", now.AddHours(20), now.AddHours(23), "none", carrier),
                        new(Guid.NewGuid(), "coach", "LT", "LT", now.AddHours(24), now.AddHours(26), "none", By: null),
                    ],
                    [desk])),
            t));
    }

    /// <summary>On the way: the receiving organisation expects them.</summary>
    public ReturnStory Departed() =>
        Answered(nameof(NoBarKnown), State.Data.Journey!.RequestId)
            .Then((s, t) => ReturnRules.ConfirmFinally(s, new(Id, Lead, worker), t))
            .Then((s, t) => ReturnRules.Departed(s, new(Id, Lead, worker, t), t));

    /// <summary>They have applied for protection: the journey is held, and the embassy's part is shut.</summary>
    public ReturnStory Barred()
    {
        Answered(nameof(TravelBarred), requestId: null);
        foreach (var (_, strand) in State.Data.Strands.Where(s => s.Strand.With == Embassy).ToList())
            Then((s, t) => ReturnRules.WithdrawStrand(s, new(Id, Lead, worker, strand.Id), t));
        return this;
    }

    /// <summary>A part that the embassy does not see is recorded anew, so many times.</summary>
    public ReturnStory Recorded(int times)
    {
        for (var i = 0; i < times; i++)
            Then((s, t) => ReturnRules.RecordStrand(
                s, new(Id, Lead, worker, Woman, "health", StrandStatus.Ready, Today.AddDays(60), DocumentKind: null), t));
        return this;
    }

    ReturnStory Answered(string answer, Guid? requestId) => Then((s, t) => ReturnRules.Answered(s, answer, requestId, t, t));

    ReturnStory Then(Func<ReturnState, DateTimeOffset, Decision<Return>?> rule)
    {
        var decision = rule(State, now) ?? throw new InvalidOperationException($"From {State.CurrentState} nothing follows.");
        State.Data = decision.After ?? throw new InvalidOperationException($"From {State.CurrentState}: {decision.Refusal}");
        State.CurrentState = decision.To ?? State.CurrentState;
        return this;
    }

    static Traveller Introduced(string ageBand) =>
        new(Guid.CreateVersion7(), ageBand) { Introduction = new(Guid.NewGuid(), Guid.NewGuid(), Audience.Everybody) };
}
