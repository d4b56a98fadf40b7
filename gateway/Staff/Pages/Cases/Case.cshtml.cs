using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Cases;

public sealed class CaseModel(
    StaffContext context, CasesClient cases, ConsentedHandoffsClient handoffs, StatusReferralsClient referrals, CompelledDisclosuresClient compelled)
    : StaffPage(context)
{
    public sealed record Category(string Key, IReadOnlyList<(CaseField Field, JsonElement Value)> Filled);

    public CaseFile Shown { get; private set; } = null!;
    public IReadOnlyList<Category> Categories { get; private set; } = [];

    /// <summary>Null for who has no part in them.</summary>
    public CaseHandoffs? Handoffs { get; private set; }

    public async Task OnGet(Guid id)
    {
        Shown = await cases.Read(id).Require();
        Categories = [.. (await cases.Fields().Require()).Items
            .GroupBy(field => field.Category, StringComparer.Ordinal)
            .Select(group => new Category(group.Key,
                [.. group.Where(field => Shown.Fields.ContainsKey(field.Name)).Select(field => (field, Shown.Fields[field.Name]))]))];
        if (Me.Roles.Overlaps(Roles.HelperRoles))
            Handoffs = await CaseHandoffs.Read(id, cases, handoffs, referrals, compelled, T);
    }
}
