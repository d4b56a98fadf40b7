using System.Globalization;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Staff;

/// <summary>Everything that configuration says to the gateway, read once; what is wrong is reported all at once.</summary>
/// <param name="AllowedHosts">host:port of identity providers that may be at a private or loopback address.</param>
/// <param name="SigningKey">Path of the PEM file with the EC P-256 private key that signs inward tokens and client assertions.</param>
/// <param name="SessionKey">Path of a file with 32 bytes as base64: keeps the key ring of sessions closed to who can read the database.</param>
/// <param name="LookupKey">Path of a file with 32 bytes as base64: what sessions are looked up by.</param>
/// <param name="Services">Base address of each service, by name.</param>
/// <param name="IdleTime">A session that nobody used for so long is over.</param>
/// <param name="WorkingTime">No session lasts longer.</param>
public sealed record StaffSettings(
    string Database,
    string SigningKey,
    string SessionKey,
    string LookupKey,
    IReadOnlyDictionary<string, Uri> Services,
    IReadOnlyList<string> AllowedHosts,
    TimeSpan IdleTime,
    TimeSpan WorkingTime)
{
    public static readonly IReadOnlyList<string> ServiceNames = ServiceDeclaration.For("staff").Calls;

    /// <exception cref="InvalidOperationException">Something is missing or malformed; the message lists all of it.</exception>
    public static StaffSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var settings = new StaffSettings(
            Needed("ConnectionStrings:Database"),
            NeededFile("Signing:Key"),
            NeededFile("Sessions:Key"),
            NeededFile("Keys:Lookup"),
            ServiceNames.ToDictionary(name => name, name => Address($"Services:{name}"), StringComparer.Ordinal),
            configuration.GetSection("Federation:AllowedHosts").Get<string[]>() ?? [],
            Duration("Sessions:IdleTime", TimeSpan.FromMinutes(30)),
            Duration("Sessions:WorkingTime", TimeSpan.FromHours(10)));
        return faults.Count == 0 ? settings : throw new InvalidOperationException("The configuration does not do:\n" + string.Join('\n', faults));

        string Needed(string key)
        {
            if (configuration[key] is { Length: > 0 } value)
                return value;
            faults.Add($"{key} is missing.");
            return "";
        }

        string NeededFile(string key)
        {
            var path = Needed(key);
            if (path.Length > 0 && !File.Exists(path))
                faults.Add($"{key} names a file that is not there.");
            return path;
        }

        Uri Address(string key)
        {
            var text = Needed(key);
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri))
                return uri;
            if (text.Length > 0)
                faults.Add($"{key} is not an address.");
            return new("about:blank");
        }

        TimeSpan Duration(string key, TimeSpan otherwise)
        {
            if (configuration[key] is not { Length: > 0 } text)
                return otherwise;
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero)
                return duration;
            faults.Add($"{key} is not a duration such as 00:30:00.");
            return otherwise;
        }
    }
}
