using ReferralNetwork.Visitors.Rooms;

namespace ReferralNetwork.Visitors.Pages.Room;

/// <summary>
/// The form alone, for browsers without scripts: there the conversation's page asks for itself every half minute, which would
/// take what is being typed. Nothing of what was said stands on it.
/// </summary>
public sealed class WriteModel(Inquiries inquiries, Drafts drafts, TimeProvider time) : IndexModel(inquiries, drafts, time);
