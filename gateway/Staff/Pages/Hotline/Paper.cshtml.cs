using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>The call form to print, for the day on which the network is down: the same questions in the same order.</summary>
public sealed class PaperModel(StaffContext context) : HotlinePage(context)
{
    /// <summary>What is written out by hand.</summary>
    public static readonly string[] Lines = ["safe.mayCall", "safe.mayLeaveMessage", "safe.from", "safe.until", "safe.contact", "safe.words"];

    public IReadOnlyList<(string Question, IReadOnlyList<Choice> Choices)> Questions =>
    [
        ("call.channel", Choices("channel", Codes.Channels)),
        ("call.callType", Choices("callType", Codes.CallTypes)),
        ("call.language", Choices("language", Codes.Languages)),
        ("call.topic", Choices("topic", Codes.Topics)),
        ("call.country", Destinations),
    ];
}
