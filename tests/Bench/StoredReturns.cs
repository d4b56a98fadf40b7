using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Bench;

/// <summary>Returns that are there already: copies, by SQL, of one that the rules made, each on the lists on which it belongs.</summary>
sealed class StoredReturns(Database returns)
{
    const char Return = '0';
    const char Offer = '1';

    readonly ReturnStory overdue = new(DateTimeOffset.UtcNow.AddDays(-30));
    readonly ReturnStory booking = new ReturnStory(DateTimeOffset.UtcNow).Prepared().Planned().Booking();
    readonly ReturnStory expected = new ReturnStory(DateTimeOffset.UtcNow).Prepared().Planned().Booking().Departed();
    int last;
    int arrivals;

    /// <summary>The only organisation that was asked to lead should have answered long ago; nothing else has happened.</summary>
    /// <returns>The timers of those offers.</returns>
    public async Task<IEnumerable<LeadAnswerDue>> Overdue(int count) =>
        (await Copies(overdue, count)).Select(n => new LeadAnswerDue(Stored.Id(n, Return), Stored.Id(n, Offer)));

    /// <summary>Whole groups before their departure: two travellers, eight strands, a plan, a journey and a timeline.</summary>
    /// <returns>The answers that book their journeys.</returns>
    public async Task<IEnumerable<NoBarKnown>> Booking(int count) =>
        (await Copies(booking, count)).Select(n =>
            new NoBarKnown(booking.State.Data.Journey!.RequestId, Stored.Id(n, Return), DateTimeOffset.UtcNow));

    /// <summary>Meets whoever is on the way.</summary>
    public PartnerId Receiving => expected.Receiving;

    /// <summary>Until so many are on the way.</summary>
    public async Task Expected(int count)
    {
        if (arrivals == 0)
            await Know(Receiving, "NGO");
        await Copies(expected, count - arrivals);
        arrivals = count;
        await returns.Execute("vacuum (analyze)"); // else the server would begin to tidy up in the middle of a measurement
    }

    /// <summary>With what is known of the embassy and the lead.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> One(ReturnStory story)
    {
        await Know(story.Embassy, "x:Embassy");
        await Know(story.Lead, "NGO");
        return Stored.Id((await Copies(story, 1)).Single(), Return);
    }

    /// <summary>Like others that Partners has told of.</summary>
    Task Know(PartnerId partner, string kind) => returns.Execute(
        """
        insert into known_partners
        select $1, version, $2, jurisdiction, services, languages, time_zone, hours, suspended, public_key, holidays_of, transfer_ground
        from known_partners limit 1
        """,
        partner.Value, kind);

    async Task<IEnumerable<int>> Copies(ReturnStory of, int count)
    {
        var (from, state) = (last + 1, of.State);
        var lines = Worklist.ItemsFor(state.CurrentState, state.Data);
        await returns.Execute(
            $"""
            with copies as (
                insert into returns (correlation_id, version, data)
                select {Stored.Sql(Return)}, 1, replace(replace($3, $4, {Stored.Sql(Return)}::text), $5, {Stored.Sql(Offer)}::text)::jsonb
                from generate_series($1, $2) n)
            insert into worklist (conversation_id, partner_id, side, open, due_at, to_do, updated_at)
            select {Stored.Sql(Return)}, partner, side, open, due + n * interval '1 ms', to_do, updated
            from generate_series($1, $2) n, unnest($6::uuid[], $7::text[], $8::boolean[], $9::timestamptz[], $10::text[], $11::timestamptz[])
                as lines (partner, side, open, due, to_do, updated)
            """,
            from, last += count, JsonSerializer.Serialize(state, NetworkJson.Options), state.CorrelationId.ToString(),
            state.Data.Offers.Made[0].Id.ToString(),
            lines.Select(l => l.Partner.Value).ToArray(), lines.Select(l => l.Side).ToArray(), lines.Select(l => l.Open).ToArray(),
            lines.Select(l => l.Order).ToArray(), lines.Select(l => l.ToDo).ToArray(), lines.Select(l => l.UpdatedAt).ToArray());
        return Enumerable.Range(from, count);
    }
}
