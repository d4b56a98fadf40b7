using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>Every action on a stay, in the order in which the page offers them.</summary>
public static class StayForms
{
    public const string Away = "away", Back = "back", Missing = "missing", Extend = "extend", End = "end";

    public const string GiveBack = "give-back", NotTaken = "not-taken";

    /// <summary>Pages of their own: they ask for the persons of each unit group.</summary>
    public const string Move = "move", CheckIn = "check-in";

    public static readonly IReadOnlyList<ActionForm> All =
    [
        new(GiveBack, CodeList: "placeReleased", Codes: new HashSet<string>([StayCodes.GivenBack, StayCodes.PersonDecided]), IsDestructive: true),
        new(NotTaken, IsDestructive: true),
        new(Back),
        new(Away, CodeList: "stayAbsence", Codes: StayCodes.Absences, Member: "for"),
        new(Missing, IsDestructive: true),
        new(Extend),
        new(End, CodeList: "stayEnd", Codes: StayCodes.Ends, Member: "for"),
    ];

    public static readonly IReadOnlyList<string> Names = [CheckIn, .. All.Select(form => form.Name), Move];

    public static string AddressOf(Guid id, string action) => action is Move or CheckIn ? $"/stays/{id}/{action}" : $"/stays/{id}/do/{action}";

    /// <summary>The list of words of <see cref="StayLine.EndedFor"/>.</summary>
    public static string EndsOf(StayLine stay) => stay.State == "Ended" ? "stayEnd" : "placeReleased";

    /// <summary>The step that is due: whoever is not there comes back; whoever was to leave stays longer, or has left.</summary>
    public static string? NextOf(StayLine stay, DateTimeOffset now) => stay.ToDo switch
    {
        "arrival" or "ring" => CheckIn,
        "find" or "back" => Back,
        "extend-or-end" when stay.DueAt <= now => Extend,
        _ => null,
    };
}
