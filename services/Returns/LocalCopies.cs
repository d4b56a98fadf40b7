using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns;

/// <summary>Listings, and whose duty desks are rung when somebody does not arrive, by country.</summary>
sealed class ListingsConsumer(UnitOfWork work) : IConsumer<PartnerListed>
{
    public Task Consume(ConsumeContext<PartnerListed> context)
    {
        var listed = context.Message;
        KnownPartners.Keep(work, listed);
        work.Write(
            """
            insert into duty_desks (partner_id, version, countries) values (@partnerId, @version, @countries)
            on conflict (partner_id) do update set version = excluded.version, countries = excluded.countries
            where duty_desks.version < excluded.version
            """,
            new { listed.PartnerId, listed.Version, countries = (listed.DutyDeskFor ?? []).ToArray() });
        return Task.CompletedTask;
    }

    /// <summary>Those of the organisations that are on duty for this country.</summary>
    public static async Task<IReadOnlyList<Guid>> DutyDesksFor(
        UnitOfWork work, string country, IEnumerable<PartnerId> among, CancellationToken cancellationToken) =>
        await work.Read<Guid>(
            "select partner_id from duty_desks where partner_id = any(@ids) and @country = any(countries)",
            new { ids = among.Select(p => p.Value).ToArray(), country }, cancellationToken);
}

/// <summary>Referrals that carry a tie to a return, told to it: by them a person who came home is helped.</summary>
sealed class TiedReferralsConsumer(UnitOfWork work) : IConsumer<ReferralActive>, IConsumer<ReferralCompleted>, IConsumer<ReferralFailed>
{
    public Task Consume(ConsumeContext<ReferralActive> context)
    {
        var (told, to) = (context.Message, context.Message.TiedTo);
        if (to?.Conversation == Conversations.Return)
            work.Send(new ReturnReferralActive(to.ConversationId, told.ReferralId, told.By, told.ActiveAt));
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ReferralCompleted> context) =>
        Ended(context.Message.TiedTo, context.Message.ReferralId, context.Message.By, context.Message.Code, context.Message.CompletedAt);

    public Task Consume(ConsumeContext<ReferralFailed> context) =>
        Ended(context.Message.TiedTo, context.Message.ReferralId, context.Message.By, context.Message.Code, context.Message.FailedAt);

    Task Ended(TiedConversation? to, Guid referralId, PartnerId by, string code, DateTimeOffset at)
    {
        if (to?.Conversation == Conversations.Return)
            work.Send(new ReturnReferralEnded(to.ConversationId, referralId, by, code, at));
        return Task.CompletedTask;
    }
}
