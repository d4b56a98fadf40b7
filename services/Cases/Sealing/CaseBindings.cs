using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>What each ciphertext of this service is bound to.</summary>
public static class CaseBindings
{
    extension(Binding)
    {
        public static Binding Category(Guid caseId, string category, long version) => Binding.To("category", caseId, category, version);

        public static Binding Interpreter(Guid caseId, Guid receiptId) => Binding.To("interpreter", caseId, receiptId);

        public static Binding Decider(Guid caseId, Guid receiptId) => Binding.To("decider", caseId, receiptId);

        public static Binding ChildWords(Guid caseId, Guid receiptId) => Binding.To("child-words", caseId, receiptId);

        public static Binding Declaration(Guid caseId, Guid receiptId) => Binding.To("declaration", caseId, receiptId);

        public static Binding Disclosure(Guid disclosureId, string conversation, Guid conversationId, Guid recipient, Guid receiptId) =>
            Binding.To("disclosure", disclosureId, conversation, conversationId, recipient, receiptId);

        public static Binding Note(Guid noteId, string conversation, Guid conversationId, Guid author) =>
            Binding.To("note", noteId, conversation, conversationId, author);

        public static Binding TravelFact(Guid caseId, Guid factId) => Binding.To("travel-fact", caseId, factId);

        public static Binding StatusDecision(Guid caseId, Guid factId) => Binding.To("status-decision", caseId, factId);

        public static Binding ArrivalPlan(Guid caseId, Guid planId, Guid returnId) => Binding.To("arrival-plan", caseId, planId, returnId);

        /// <param name="referralId">Of the stay.</param>
        public static Binding Rendezvous(Guid rendezvousId, Guid referralId, Guid shelter, long version) =>
            Binding.To("rendezvous", rendezvousId, referralId, shelter, version);

        /// <param name="version">Of the order: what was narrowed does not open as what it was before.</param>
        public static Binding Order(Guid caseId, Guid orderId, long version) => Binding.To("order", caseId, orderId, version);

        public static Binding OrderTelling(Guid orderId, Guid tellingId) => Binding.To("order-telling", orderId, tellingId);

        public static Binding Draft(Guid draftId, Guid actor) => Binding.To("draft", draftId, actor);

        public static Binding AttachmentKey(Guid attachmentId, Guid caseId) => Binding.To("attachment-key", attachmentId, caseId);

        public static Binding Attachment(Guid attachmentId, Guid caseId, string category, string kind, long length) =>
            Binding.To("attachment", attachmentId, caseId, category, kind, length);

        /// <param name="number">From 0.</param>
        /// <param name="last">Nothing comes after it: so none can be cut off.</param>
        public static Binding AttachmentChunk(Guid attachmentId, int number, bool last) =>
            Binding.To("attachment-chunk", attachmentId, number, last ? "last" : "more");

        /// <param name="attachment">Its content; of a thing the picture of the bag. Empty where there is none.</param>
        public static Binding Exhibit(Guid exhibitId, Guid caseId, string kind, Guid attachment) =>
            Binding.To("exhibit", exhibitId, caseId, kind, attachment);

        public static Binding Isolation(Guid exhibitId, Guid caseId) => Binding.To("isolation", exhibitId, caseId);

        public static Binding CustodyReceipt(Guid receiptId, Guid disclosureId) => Binding.To("custody-receipt", receiptId, disclosureId);

        public static Binding CustodyHop(Guid exhibitId, Guid caseId, int number) => Binding.To("custody-hop", exhibitId, caseId, number);
    }
}
