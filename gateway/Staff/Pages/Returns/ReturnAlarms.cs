using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>
/// Where somebody has not arrived, or has said that they are not free, for whoever looks for them: every page says how many there are. Asked
/// once a request, and only for organisations that lead, meet, carry or are on duty.
/// </summary>
public sealed class ReturnAlarms(StaffContext context, ReturnsClient returns)
{
    /// <summary>A page does not wait longer for what it says beside its own subject.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static readonly string[] ToDos = ["alarm", "not-free"];

    Task<IReadOnlyList<ReturnLine>?>? read;

    /// <returns>Null where they could not be read, which is never shown as if there were none.</returns>
    public Task<IReadOnlyList<ReturnLine>?> Read() => read ??= ReadAll();

    async Task<IReadOnlyList<ReturnLine>?> ReadAll()
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
        try
        {
            // Alarms come first in each list.
            var lists = await Task.WhenAll(sides.Select(side => returns.List(side, cursor: null))).WaitAsync(Patience);
            return lists.Any(list => list.Problem is not null)
                ? null
                : [.. lists.SelectMany(list => list.Body!.Items).Where(line => ToDos.Contains(line.ToDo, StringComparer.Ordinal))];
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
