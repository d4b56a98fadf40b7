using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>What has a key of its own here.</summary>
public static class CaseKeys
{
    static readonly KeyKind ofCase = new("Case", "cases", "case_id");
    static readonly KeyKind ofDisclosure = new("Disclosure", "disclosures", "disclosure_id");
    static readonly KeyKind ofDraft = new("Draft", "drafts", "draft_id");
    static readonly KeyKind ofAttachment = new("Attachment", "attachments", "attachment_id");
    static readonly KeyKind ofRendezvous = new("Rendezvous", "rendezvous", "rendezvous_id");

    public static readonly IReadOnlyList<KeyKind> All = [ofCase, ofDisclosure, ofDraft, ofAttachment, ofRendezvous];

    extension(KeyKind)
    {
        public static KeyKind Case => ofCase;
        public static KeyKind Disclosure => ofDisclosure;
        public static KeyKind Draft => ofDraft;
        public static KeyKind Attachment => ofAttachment;

        /// <summary>The shelter's: erasing the sender's case leaves it.</summary>
        public static KeyKind Rendezvous => ofRendezvous;
    }
}
