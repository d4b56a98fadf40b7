using System.Text;

namespace ReferralNetwork.Chassis.Sealing;

/// <summary>
/// What a ciphertext belongs to: the additional data of AES-GCM. A ciphertext that is put in another's place does not open.
/// Each service names its own kinds beside its <see cref="KeyKind"/>s.
/// </summary>
public readonly record struct Binding
{
    readonly string value;

    Binding(IEnumerable<object> parts) => value = string.Join('\n', parts.Prepend("referral-network/1"));

    /// <param name="parts">First what kind of thing it is, then what it is bound to. No part holds a newline: they are ids, codes and
    /// numbers.</param>
    public static Binding To(params IEnumerable<object> parts) => new(parts);

    /// <summary>Of a key that is wrapped by another.</summary>
    public static Binding Key(string kind, Guid id, Guid owner) => To("key", kind, id, owner);

    internal byte[] Bytes() => Encoding.UTF8.GetBytes(value);

    public override string ToString() => value;
}
