namespace ReferralNetwork.Inquiries;

/// <summary>Whose an event is.</summary>
public enum Party
{
    /// <summary>Whoever holds the room's token; nobody asks who they are.</summary>
    Visitor,

    /// <summary>Any counsellor of the hotline that has it.</summary>
    Hotline,

    /// <summary>A counsellor who is in the room.</summary>
    Attending,

    /// <summary>The hotline's coordinator, who is told of emergencies.</summary>
    Coordinator,

    Timer,
}
