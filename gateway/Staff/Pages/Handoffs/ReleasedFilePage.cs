using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What was released, before whoever it was released to.</summary>
public abstract class ReleasedFilePage(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public Head Head { get; private set; } = null!;
    public ReleasedHandoff Released { get; private set; } = null!;
    public DisclosureOpened Opened { get; private set; } = null!;

    /// <summary>Why it can be opened no more.</summary>
    public string? Shut { get; private set; }

    public bool CanConfirm => Head.Seen.Actions.Contains(HandoffForms.Receipts, StringComparer.Ordinal);

    protected ConsentedHandoffsClient Handoffs => handoffs;
    protected CasesClient Cases => cases;

    /// <summary>Consent is decided again each time it is opened, and each time is recorded.</summary>
    protected override async Task<IActionResult?> Load()
    {
        var seen = await handoffs.Read(Id).Require();
        if (seen.Accepted?.Released is not { } released)
            return NotFound();
        Released = released;
        var answer = await cases.Disclosure(released.DisclosureId);
        if (answer.Problem is { Status: StatusCodes.Status410Gone } shut)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            Shut = WhyShut(shut, "shut.other");
            return null;
        }
        Opened = answer.Require();
        var head = new Head(seen);
        Head = head.Note is { } note ? head with { Stated = (await cases.Note(note)).Body?.Text } : head;
        return null;
    }
}
