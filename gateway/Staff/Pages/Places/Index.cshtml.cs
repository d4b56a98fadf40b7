using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>The unit groups of the reader's organisation. A count that nothing has changed since is confirmed here, by one button.</summary>
[Authorize(Access.Places)]
public sealed class IndexModel(StaffContext context, PlacementsClient placements) : StaffPage(context)
{
    [BindProperty]
    public Guid Id { get; set; }

    /// <summary>What partners are told nothing of first.</summary>
    public IReadOnlyList<UnitGroupLine> Open { get; private set; } = [];
    public IReadOnlyList<UnitGroupLine> Closed { get; private set; } = [];

    /// <summary>Where a refusal stands.</summary>
    public static string PlaceOf(Guid group) => $"group-{group}";

    public static string VersionOf(UnitGroupLine group) => $"\"{IfMatch.TagOf(group.Version)}\"";

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() =>
        Do(() => placements.StillRight(Id, KeyFor($"still-right-{Id}"), ETag), "places-still-right", UnitGroupPage.List);

    protected override string? RefusedAt(string code) => PlaceOf(Id);

    protected override string? Said(Problem problem) =>
        problem.Status == StatusCodes.Status412PreconditionFailed ? T["place.changed"] : null;

    protected override async Task<IActionResult?> Load()
    {
        var groups = (await placements.UnitGroups().Require()).Items;
        Open = [.. groups.Where(group => group.ClosedAt is null).OrderByDescending(PlacesToCount.IsToCount).ThenBy(group => group.Number)];
        Closed = [.. groups.Where(group => group.ClosedAt is not null)];
        Names = await Context.NamesWith(groups.Select(group => group.CountedBy).OfType<Guid>(), RequestAborted);
        return null;
    }
}
