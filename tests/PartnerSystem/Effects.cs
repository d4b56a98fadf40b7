using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.PartnerSystem;

/// <summary>An effect for each message. Nothing but the inbox keeps it from happening twice.</summary>
public sealed class Effects(UnitOfWork work) :
    IConsumer<OfferAccepted>, IConsumer<OfferDeclined>, IConsumer<OfferExpired>, IConsumer<ReferralActive>,
    IConsumer<ReferralCompleted>, IConsumer<ReferralFailed>, IConsumer<ReferralStopping>, IConsumer<ReferralStopped>
{
    public Task Consume(ConsumeContext<OfferAccepted> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<OfferDeclined> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<OfferExpired> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<ReferralActive> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<ReferralCompleted> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<ReferralFailed> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<ReferralStopping> context) => Effect(context, context.Message.ReferralId);
    public Task Consume(ConsumeContext<ReferralStopped> context) => Effect(context, context.Message.ReferralId);

    Task Effect<T>(ConsumeContext<T> context, Guid referralId) where T : class
    {
        if (referralId == Guid.Empty)
            throw new InvalidOperationException($"{typeof(T).Name} is about no referral.");
        work.Write("insert into effects (what, referral_id) values (@name, @referralId)", new { typeof(T).Name, referralId });
        return Task.CompletedTask;
    }
}
