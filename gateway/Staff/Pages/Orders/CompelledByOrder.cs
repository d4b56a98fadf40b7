using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>From an order that the case has to its disclosure, with its ban: each step can be sent again after an answer was lost.</summary>
static class CompelledByOrder
{
    /// <summary>
    /// A token of Cases is signed anew each time: what was sent before is refused as sent with another body, and stands all the same.
    /// </summary>
    public static bool Stands(string problem) => problem is "idempotency-key-reused" or "already-demanded";

    /// <summary>Where this fails, it is the next thing to do: nobody may tell the person meanwhile.</summary>
    /// <param name="keyFor">Of each step of the form.</param>
    public static async Task<bool> KeepBan(
        Guid caseId, Guid order, DateTimeOffset banUntil, OrdersClient orders, CompelledDisclosuresClient compelled, Func<string, string> keyFor)
    {
        if (await compelled.Read(order) is not { Body.Own: { } seen, ETag: var version })
            return false;
        if (seen.Told is not null)
            return true;
        var told = await orders.Tell(caseId, order, new { banUntil }, keyFor("ban"));
        return told.Body is { } ban && (await compelled.Act(order, "told", new { told = ban.Token }, keyFor("told"), version)).Problem is null;
    }

    /// <summary>Until the end of a day to come.</summary>
    /// <param name="over">What to say of a day that is over.</param>
    /// <returns>Null where none was typed, or not as it can be: then the form says so.</returns>
    public static DateTimeOffset? ReadDay(DateParts typed, string question, string over, StaffPage page, DateTimeOffset now)
    {
        if (typed.Empty)
            return null;
        if (!typed.TryRead(out var day))
            page.ModelState.AddModelError(question, page.T["form.noDay"]);
        else if (Deadlines.EndOfDay(day, new(page.Zone.Id)) is var end && end > now)
            return end;
        else
            page.ModelState.AddModelError(question, page.T[over]);
        return null;
    }
}
