using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Tests.Faults;
using ReferralNetwork.Tests.PartnerSystem;

// A partner's own system on its own queue, a fiction of the tests: whatever it hears has an effect that cannot be taken back.
var builder = ServiceHost.Create(args, "partner-system");
builder.AddBus(bus => bus.Consumer<Effects>(PartnerInbox.Name), PartnerInbox.Routes);
await builder.BuildService().RunServiceAsync();
