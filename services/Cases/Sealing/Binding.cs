using System.Text;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>
/// What a ciphertext belongs to: the additional data of AES-GCM. A ciphertext that is put in another's place does not open.
/// </summary>
public readonly record struct Binding
{
    readonly string value;

    // No part holds a newline: they are ids, codes and numbers.
    Binding(params IEnumerable<object> parts) => value = string.Join('\n', parts.Prepend("referral-network/1"));

    public static Binding Category(Guid caseId, string category, long version) => new("category", caseId, category, version);

    public static Binding Interpreter(Guid caseId, Guid receiptId) => new("interpreter", caseId, receiptId);

    public static Binding Disclosure(Guid disclosureId, Guid referralId, Guid recipient, Guid receiptId) =>
        new("disclosure", disclosureId, referralId, recipient, receiptId);

    public static Binding Note(Guid noteId, Guid referralId, Guid author) => new("note", noteId, referralId, author);

    public static Binding Draft(Guid draftId, Guid actor) => new("draft", draftId, actor);

    public static Binding Key(string kind, Guid id, Guid owner) => new("key", kind, id, owner);

    internal byte[] Bytes() => Encoding.UTF8.GetBytes(value);

    public override string ToString() => value;
}
