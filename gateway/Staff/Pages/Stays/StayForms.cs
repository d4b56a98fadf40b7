using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>Every action on a stay, in the order in which the page offers them.</summary>
public static class StayForms
{
    public const string Away = "away", Back = "back", Missing = "missing", Extend = "extend", End = "end";

    /// <summary>A page of its own: it asks for the persons of each unit group.</summary>
    public const string Move = "move";

    public static readonly IReadOnlyList<ActionForm> All =
    [
        new(Back),
        new(Away, CodeList: "stayAbsence", Codes: StayCodes.Absences, Member: "for"),
        new(Missing, IsDestructive: true),
        new(Extend),
        new(End, CodeList: "stayEnd", Codes: StayCodes.Ends, Member: "for"),
    ];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(form => form.Name), Move];

    public static string AddressOf(Guid id, string action) => action == Move ? $"/stays/{id}/{Move}" : $"/stays/{id}/do/{action}";

    /// <summary>The step that is due: whoever is not there comes back; whoever was to leave stays longer, or has left.</summary>
    public static string? NextOf(StayLine stay, DateTimeOffset now) => stay.ToDo switch
    {
        "find" or "back" => Back,
        "extend-or-end" when stay.DueAt <= now => Extend,
        _ => null,
    };
}
