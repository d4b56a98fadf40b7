using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Sealing;

static class SealingSetup
{
    /// <summary>The key ring, custodial key pairs, and the key that signs in the network's name.</summary>
    public static void AddSealing(this WebApplicationBuilder builder)
    {
        ServiceHost.RequireSettings(builder.Configuration, "ConnectionStrings:Keys", "Keys:Master", "Signing:Key");
        builder.AddKeyRing(CaseKeys.All);
        builder.Services.AddSingleton(new NetworkKey(builder.Configuration["Signing:Key"]!, builder.Configuration["Signing:Former"]));
        builder.Services.AddSingleton<CustodialKeys>();
    }
}
