namespace ReferralNetwork.Inquiries.Rooms;

public static class RoomStates
{
    /// <summary>In the queue: nobody reads it.</summary>
    public const string Waiting = nameof(Waiting);

    /// <summary>A counsellor is in it.</summary>
    public const string Attended = nameof(Attended);

    /// <summary>Can still be read, until the transcript goes.</summary>
    public const string Closed = nameof(Closed);

    /// <summary>Its key is destroyed.</summary>
    public const string Shredded = nameof(Shredded);

    public static readonly IReadOnlyList<string> All = [Waiting, Attended, Closed, Shredded];
}
