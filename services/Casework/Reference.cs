using System.Security.Cryptography;

namespace ReferralNetwork.Casework;

/// <summary>
/// A short label for lists, of its own for each viewer, so that two partners who compare theirs cannot match a case.
/// </summary>
public static class Reference
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford: none looks like another

    /// <param name="id">Known to the viewer's side only, such as their offer's.</param>
    public static string For(Guid id)
    {
        var hash = SHA256.HashData(id.ToByteArray(bigEndian: true));
        var label = new char[9];
        for (var i = 0; i < 8; i++)
            label[i < 4 ? i : i + 1] = Alphabet[hash[i] & 31];
        label[4] = '-';
        return new string(label);
    }
}
