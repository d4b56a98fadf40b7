using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>A step of a new referral: it reads the draft, changes it, and goes on.</summary>
public abstract class DraftPage(Desk desk) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Draft Draft { get; private set; } = new();

    protected async Task Load() => Draft = await Drafts.Read(Network, Id, Ct);

    protected async Task<IActionResult> Save(Func<Draft, Draft> change, string? next = null) =>
        await Drafts.Change(Network, Id, change, Ct) is { } problem ? Stop(problem) ?? Page() : Redirect(next ?? $"/new/{Id}");

    public IReadOnlyList<Choice> Choices(string list, IEnumerable<string> codes) => [.. codes.Select(code => new Choice(code, T.Code(list, code)))];

    protected IReadOnlyList<Choice> Sorted(string list, IEnumerable<string> codes) =>
        [.. Choices(list, codes).OrderBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true))];
}
