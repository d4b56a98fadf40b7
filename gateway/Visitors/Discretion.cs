using Microsoft.AspNetCore.DataProtection;

namespace ReferralNetwork.Visitors;

/// <summary>Who comes leaves no mark here: not on a disk, and by what the chassis does in every process, not in a log or a trace.</summary>
static class Discretion
{
    public static void DisableTracking(this WebApplicationBuilder builder) =>
        // Nothing is protected with it; by default its keys would be written to a disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
}
