using System.Net;
using System.Net.Sockets;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>Addresses of the public internet; IANA's special-purpose registries (RFC 6890) list the rest.</summary>
public static class PublicAddress
{
    static readonly IPNetwork[] SpecialV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // Among them those that carry an IPv4 address inside (Teredo, 6to4).
    static readonly IPNetwork[] SpecialV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(SpecialV4, n => n.Contains(address))
            : GlobalV6.Contains(address) && !Array.Exists(SpecialV6, n => n.Contains(address));
    }

    static IPNetwork[] Networks(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}
