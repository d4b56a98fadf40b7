using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Deputies;

/// <summary>Who approves where the coordinator or the director does not: each names their own, beforehand.</summary>
[Authorize(Access.Approval)]
public sealed class IndexModel(StaffContext context, CompelledDisclosuresClient compelled, People people) : StaffPage(context)
{
    [BindProperty] public string Role { get; set; } = "";

    public IReadOnlyList<DeputyLine> Named { get; private set; } = [];
    public IReadOnlyList<Choice> Colleagues { get; private set; } = [];
    public IReadOnlyList<string> Held => [.. new[] { Roles.Coordinator, Roles.Director }.Where(Me.Has)];

    public static string Posted(string role) => $"Deputies.{role}";

    /// <summary>As typed, else those who are it now.</summary>
    public IReadOnlyList<string> Given(string role) => HttpMethods.IsPost(Request.Method) && Role == role
        ? Typed(role)
        : [.. Named.Where(line => line.Of == Me.ActorId && line.Role == role).Select(line => line.Deputy.ToString())];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() => Do(
        () => compelled.NameDeputies(Role, [.. Typed(Role).Select(typed => Guid.TryParse(typed, out var id) ? id : Guid.Empty)]), "deputies-named",
        "/deputies");

    IReadOnlyList<string> Typed(string role) => [.. Request.Form[Posted(role)].OfType<string>()];

    protected override (string, string)? Beside(string pointer) =>
        pointer.Contains("/deputies", StringComparison.Ordinal) ? (Posted(Role), T["deputy.wrong"]) : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        Named = (await compelled.Deputies().Require()).Items;
        // The data-protection officer approves nothing (GDPR Art. 38(6)).
        Colleagues = InOrder((await people.WithoutRole(Me.Partner, Roles.DataProtectionOfficer, RequestAborted))
            .Where(person => person.Key != Me.ActorId).Select(person => new Choice(person.Key.ToString(), person.Value)));
        Names = await Context.NamesWith(Named.SelectMany(line => new[] { line.Of, line.Deputy }), RequestAborted);
        return null;
    }
}
