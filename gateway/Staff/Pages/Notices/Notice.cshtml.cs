using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Notices;

[Authorize(Access.Status)]
public sealed class NoticeModel(StaffContext context, StatusReferralsClient referrals) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public NoticeLine Seen { get; private set; } = null!;
    public bool MayAcknowledge => Seen is { Side: "notices-received", AcknowledgedAt: null };

    public async Task OnGet() => await Load();

    public Task<IActionResult> OnPost() =>
        Do(() => referrals.AcknowledgeNotice(Id, Key.ToString()), "notice-acknowledged", $"/notices/{Id}");

    protected override async Task<IActionResult?> Load()
    {
        Seen = await referrals.Notice(Id).Require();
        return null;
    }
}
