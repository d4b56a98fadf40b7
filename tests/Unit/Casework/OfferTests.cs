using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Casework;

/// <summary>Offers to candidates by themselves, whatever conversation they are a part of.</summary>
public sealed class OfferTests
{
    static readonly PartnerId From = New(), A = New(), B = New(), C = New();

    readonly HashSet<PartnerId> suspended = [];
    DateTimeOffset now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    OfferTerms Terms => new(now, _ => now.AddHours(2), suspended);

    Offers Asked(OfferMode mode = OfferMode.Sequential, params PartnerId[] candidates) =>
        new Offers().Ask(candidates.Length > 0 ? candidates : [A, B, C], mode, Terms).After;

    OfferDecision Declined(Offers offers, PartnerId by, bool personSaidNo = false) =>
        offers.Decline(Id(offers, by), by, "NO_CAPACITY", noteId: null, personSaidNo, Terms);

    [Fact]
    public void One_after_another_is_asked_until_one_accepts()
    {
        var first = new Offers().Ask([A, B, C], OfferMode.Sequential, Terms);
        Assert.Equal(["Offered A"], Told(first));
        Assert.Equal((now, now.AddHours(2)), (first.After.LastTo(A)!.MadeAt, first.After.LastTo(A)!.AnswerBy));

        var second = Declined(first.After, A);
        Assert.Equal(["Declined A", "Offered B"], Told(second));
        Assert.Equal("NO_CAPACITY", second.After.LastTo(A)!.Code);

        var accepted = second.After.Accept(Id(second.After, B), B, now);
        Assert.Equal(["Accepted B"], Told(accepted));
        Assert.Equal(B, accepted.After.Accepted!.To);
        Assert.Empty(accepted.After.Waiting); // C is never asked
    }

    [Fact]
    public void Of_all_at_once_the_first_acceptance_overtakes_the_others()
    {
        var asked = new Offers().Ask([A, B, C], OfferMode.Parallel, Terms);
        Assert.Equal(["Offered A", "Offered B", "Offered C"], Told(asked));
        var declined = Declined(asked.After, A);
        Assert.Equal(["Declined A"], Told(declined)); // the others still have theirs
        Assert.Equal(["Accepted C", "Overtaken B"], Told(declined.After.Accept(Id(declined.After, C), C, now)));
    }

    [Fact]
    public void After_the_deadline_the_next_is_asked_with_a_deadline_of_its_own_and_after_the_last_nobody()
    {
        var asked = Asked(candidates: [A, B]);
        Assert.Equal(now.AddHours(2), asked.AnswerDueAt(Id(asked, A)));
        now = now.AddHours(2);
        var next = asked.Expire(Id(asked, A), Terms);
        Assert.Equal(["Expired A", "Offered B"], Told(next));
        Assert.Equal((now, null), (next.After.LastTo(A)!.EndedAt, next.After.AnswerDueAt(Id(next.After, A))));
        Assert.Equal(now.AddHours(2), next.After.AnswerDueAt(Id(next.After, B)));
        Assert.Equal(["Expired B"], Told(next.After.Expire(Id(next.After, B), Terms)));
    }

    [Theory]
    [InlineData(OfferMode.Sequential)]
    [InlineData(OfferMode.Parallel)]
    public void Who_is_suspended_is_passed_over(OfferMode mode)
    {
        suspended.Add(A);
        var asked = new Offers().Ask([A, B], mode, Terms);
        Assert.Equal(["RECIPIENT_SUSPENDED A", "Offered B"], Told(asked));
        Assert.Null(asked.After.LastTo(A));
    }

    [Fact]
    public void Who_the_person_excludes_is_not_asked_and_an_open_offer_to_one_is_taken_back()
    {
        var asked = Asked();
        Assert.Equal(["EXCLUDED B"], Told(asked.Exclude([B], Terms)));
        Assert.Equal(["EXCLUDED B", "Withdrawn A", "Offered C"], Told(asked.Exclude([A, B], Terms)));
        Assert.Empty(asked.Exclude([From], Terms).Happened);
    }

    [Fact]
    public void Where_the_person_says_no_nobody_else_is_asked()
    {
        var one = Declined(Asked(), A, personSaidNo: true);
        Assert.Equal(["Declined A"], Told(one));
        Assert.Empty(one.After.Waiting);
        Assert.Equal(["Declined B", "Withdrawn A", "Withdrawn C"], Told(Declined(Asked(OfferMode.Parallel), B, personSaidNo: true)));
    }

    [Fact]
    public void What_is_taken_back_asks_nobody_any_more()
    {
        var taken = Asked().Withdraw(now);
        Assert.Equal(["Withdrawn A"], Told(taken));
        Assert.Empty(taken.After.Waiting);
    }

    [Fact]
    public void Who_answers_an_ended_offer_is_told_kindly_and_nothing_changes()
    {
        var parallel = Asked(OfferMode.Parallel);
        var asked = Asked();
        foreach (var (offers, says) in new[]
        {
            (parallel.Accept(Id(parallel, B), B, now).After, "Another organisation has accepted meanwhile"),
            (parallel.Withdraw(now).After, "has withdrawn"),
            (asked.Expire(Id(asked, A), Terms).After, "without an answer"), (Declined(asked, A).After, "has declined"),
            (asked.Accept(Id(asked, A), A, now).After, "has accepted"),
        })
        {
            foreach (var late in new[] { offers.Accept(Id(offers, A), A, now), Declined(offers, A), offers.AskQuestion(Id(offers, A), A) })
            {
                Assert.Equal("OFFER_ENDED", late.Refusal?.Code);
                Assert.Contains(says, late.Refusal!.Detail, StringComparison.Ordinal);
                Assert.Same(offers, late.After);
                Assert.Empty(late.Happened);
            }
        }
    }

    [Fact]
    public void Anothers_offer_is_not_there()
    {
        var asked = Asked();
        Assert.Equal(OfferRules.NoSuchOffer, asked.Accept(Id(asked, A), B, now).Refusal);
        Assert.Equal(OfferRules.NoSuchOffer, asked.Accept(Guid.NewGuid(), A, now).Refusal);
    }

    [Fact]
    public void A_question_stays_open_until_it_is_answered_or_its_offer_ends()
    {
        var asked = Asked();
        Assert.Equal("NO_QUESTION", asked.AnswerQuestion(Id(asked, A), A).Refusal?.Code);
        var question = asked.AskQuestion(Id(asked, A), A).After;
        Assert.True(question.LastTo(A)!.QuestionOpen);
        Assert.Equal(asked.AnswerDueAt(Id(asked, A)), question.AnswerDueAt(Id(asked, A)));
        Assert.Equal("NOTE_FOR_ANOTHER", question.AnswerQuestion(Id(asked, A), B).Refusal?.Code);
        Assert.False(question.AnswerQuestion(Id(asked, A), A).After.LastTo(A)!.QuestionOpen);
        var ended = question.Expire(Id(asked, A), Terms).After;
        Assert.False(ended.LastTo(A)!.QuestionOpen);
        Assert.Equal("NO_QUESTION", ended.AnswerQuestion(Id(asked, A), A).Refusal?.Code);
    }

    [Fact]
    public void Who_is_asked_again_keeps_its_label_and_has_a_new_offer()
    {
        var first = Declined(Asked(candidates: [A]), A).After;
        var again = first.Ask([A], OfferMode.Sequential, Terms).After;
        Assert.Equal(2, again.Made.Select(o => o.Id).Distinct().Count());
        Assert.Single(again.Made.Select(o => o.Reference).Distinct());
        Assert.NotEqual(again.LastTo(A)!.Reference, Asked(candidates: [B]).LastTo(B)!.Reference);
    }

    [Fact]
    public void A_list_of_candidates_names_others_and_each_once()
    {
        PartnerId[][] lists = [[], [A, A], [A, From], [A, B]];
        Assert.Equal(["NO_CANDIDATES", "CANDIDATE_TWICE", "OWN_CANDIDATE", null], lists.Select(list => OfferRules.Validate(list, From)?.Code));
    }

    [Fact]
    public void Stored_and_read_it_is_the_same()
    {
        var offers = Declined(Asked(), A).After;
        var json = JsonSerializer.Serialize(offers, NetworkJson.Stored);
        var read = JsonSerializer.Deserialize<Offers>(json, NetworkJson.Stored)!;
        Assert.Equal(offers.Made, read.Made);
        Assert.Equal(offers.Waiting, read.Waiting);
        Assert.Equal(["made", "waiting"], JsonDocument.Parse(json).RootElement.EnumerateObject().Select(m => m.Name));
    }

    static IEnumerable<string> Told(OfferDecision decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Happened.Select(fact => fact switch
        {
            OfferMadeTo { Offer: var made } => $"{made.Status} {Name(made.To)}",
            OfferEnded { Offer: var ended } => $"{ended.Status} {Name(ended.To)}",
            CandidateSkipped skipped => $"{skipped.Code} {Name(skipped.Candidate)}",
            _ => "?",
        });
    }

    static Guid Id(Offers offers, PartnerId to) => offers.LastTo(to)!.Id;

    static string Name(PartnerId partner) => partner == A ? "A" : partner == B ? "B" : "C";

    static PartnerId New() => new(Guid.NewGuid());
}
