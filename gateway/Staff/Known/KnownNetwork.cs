using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using ReferralNetwork.Staff.SignIn;

namespace ReferralNetwork.Staff.Known;

/// <summary>
/// The gateway's copy of who takes part and how they sign in. Sessions are checked against the newest copy there is;
/// new sign-ins stop when it has grown old, since nobody can say then who has been suspended.
/// </summary>
public sealed class KnownNetwork(TimeProvider time, IOptionsMonitorCache<OpenIdConnectOptions> options)
{
    /// <summary>A copy that Partners has not confirmed for so long admits nobody new.</summary>
    public static readonly TimeSpan TooOld = TimeSpan.FromSeconds(60);

    volatile NetworkSnapshot? current;
    long confirmedAt;

    /// <summary>Null until Partners has answered once.</summary>
    public NetworkSnapshot? Current => current;

    public bool IsFresh => current is not null && time.GetElapsedTime(Volatile.Read(ref confirmedAt)) <= TooOld;

    /// <summary>The snapshot first, the options after: options made in between come from the new snapshot or are made again.</summary>
    public void Learn(DirectoryAnswer directory)
    {
        var old = current;
        var now = new NetworkSnapshot(directory);
        current = now;
        Confirm();
        foreach (var provider in old?.Providers ?? [])
        {
            if (now.Provider(provider.Id) is not { } kept || !kept.SameAs(provider))
                options.TryRemove(ProviderScheme.Name(provider.Id));
        }
    }

    /// <summary>Partners has said that nothing changed.</summary>
    public void Confirm() => Volatile.Write(ref confirmedAt, time.GetTimestamp());
}
