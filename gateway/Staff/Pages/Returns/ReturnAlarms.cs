using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>
/// Where somebody has not arrived, or has said that they are not free, for whoever looks for them: every page says how many there are. Asked
/// only for organisations that lead, meet, carry or are on duty.
/// </summary>
public sealed class ReturnAlarms(StaffContext context, ReturnsClient returns) : OnEveryPage<ReturnLine>
{
    static readonly string[] ToDos = ["alarm", "not-free"];

    protected override async Task<IReadOnlyList<ReturnLine>?> ReadAll()
    {
        if (context.Directory.FirstOrDefault(listing => listing.Id == context.Me.Partner) is not { } own || Codes.StateBodies.Contains(own.Kind))
            return [];
        var meets = own.Services.Contains("x:ReturnReception");
        string[] sides =
        [
            .. own.DutyDeskFor is { Count: > 0 } ? ["duty"] : Array.Empty<string>(),
            .. meets || own.Services.Contains("x:ReturnLead") ? ["led"] : Array.Empty<string>(),
            .. meets || own.Services.Contains("x:ReturnTransport") ? ["part"] : Array.Empty<string>(),
        ];
        // Alarms come first in each list.
        var lists = await Task.WhenAll(sides.Select(side => returns.List(side, cursor: null)));
        return lists.Any(list => list.Problem is not null)
            ? null
            : [.. lists.SelectMany(list => list.Body!.Items).Where(line => ToDos.Contains(line.ToDo, StringComparer.Ordinal))];
    }
}
