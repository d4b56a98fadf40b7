using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>A decision of the lead's on a whole return that asks for more than a code: a page of its own.</summary>
public abstract class DecisionPage(StaffContext context, ReturnsClient returns, CasesClient cases, ActionForm form)
    : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public ReturnDetail Seen { get; private set; } = null!;
    public Whose Whose { get; private set; } = null!;
    public ActionForm Form => form;
    public string Here => $"/returns/{Id}";

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Begin();
        return Page();
    }

    /// <summary>What the form says before anything is typed.</summary>
    protected virtual void Begin() { }

    /// <param name="body">What the action knows.</param>
    protected Task<IActionResult> Decide(object body) =>
        Do(() => returns.Act(Id, null, form.Name, body, Key.ToString(), SeenVersion), form.Name, Here);

    /// <summary>Of the rows that were sent: those that are filled in, each with its place on the page.</summary>
    protected static IReadOnlyList<(int Index, T Item)> Filled<T>(IEnumerable<T> rows, Func<T, bool> isEmpty) =>
        [.. rows.Index().Where(row => !isEmpty(row.Item))];

    /// <summary>The place on the page of a row that a service speaks of by its place among those that were sent.</summary>
    protected static int? PlaceOf<T>(IReadOnlyList<(int Index, T Item)> sent, string at) =>
        int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < sent.Count ? sent[index].Index : null;

    protected override async Task<IActionResult?> Load()
    {
        var answer = await returns.Read(Id);
        Seen = answer.Require();
        if (form.Refuse(this, Seen.Actions, Seen.Line.Side == "requested", Here) is { } refused)
            return refused;
        Whose = await Whose.Read(cases, Seen);
        Reread(answer.ETag);
        return null;
    }
}
