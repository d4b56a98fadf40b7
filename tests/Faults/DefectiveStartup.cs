using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;

[assembly: HostingStartup(typeof(ReferralNetwork.Tests.Faults.DefectiveStartup))]

namespace ReferralNetwork.Tests.Faults
{
    /// <summary>
    /// Puts defective parts in the place of the chassis' own, in any service as it is built for production: ASP.NET Core runs
    /// this before the service registers anything, and the chassis registers only what is not there yet.
    /// </summary>
    public sealed class DefectiveStartup : IHostingStartup
    {
        public void Configure(IWebHostBuilder builder) => builder.ConfigureServices((context, services) =>
        {
            var defects = context.Configuration.GetSection(Defects.Section).Get<Defects>() ?? new Defects();
            services.AddSingleton(defects);
            services.AddSingleton<CrashPoints>();
            services.AddScoped<UnitOfWork, CrashingUnitOfWork>();
            services.AddSingleton<OutboxForwarder, DefectiveForwarder>();
            services.AddSingleton<IConfigureReceiveEndpoint, CrashBeforeAcknowledgement>();
            if (defects.ToldToPartner)
                services.AddSingleton(new RouteTable(PartnerInbox.Routes));
        });
    }
}

// The runtime looks for this name outside any namespace.
#pragma warning disable MA0047, CA1050
/// <summary>Loads this assembly from its own folder into a process that was built without it, so that it is found by name.</summary>
public static class StartupHook
{
    public static void Initialize() { }
}
