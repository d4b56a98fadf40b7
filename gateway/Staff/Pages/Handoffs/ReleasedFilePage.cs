using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What was released, before whoever it was released to.</summary>
public abstract class ReleasedFilePage(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public ReleasedFile Received { get; private set; } = null!;
    public DisclosureOpened Opened { get; private set; } = null!;

    /// <summary>Why it can be opened no more.</summary>
    public string? Shut { get; private set; }

    protected CasesClient Cases => cases;

    /// <returns>Null: nothing was released to the reader.</returns>
    protected abstract Task<ReleasedFile?> Find();

    /// <summary>Whether it may be opened is decided again each time, and each time is recorded.</summary>
    protected override async Task<IActionResult?> Load()
    {
        if (await Find() is not { } file)
            return NotFound();
        Received = file;
        var answer = await cases.Disclosure(file.Released.DisclosureId);
        if (answer.Problem is { Status: StatusCodes.Status410Gone } shut)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            Shut = WhyShut(shut, "shut.other");
            return null;
        }
        Opened = answer.Require();
        if (file.Head is { Note: { } note } head)
            Received = file with { Head = head with { Stated = (await cases.Note(note)).Body?.Text } };
        return null;
    }
}
