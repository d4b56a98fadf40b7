using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>A unit confirms what it has: of the file and each exhibit whether the hash is the same, of a thing how it found the seal.</summary>
[Authorize(Access.Liaison)]
public sealed class ReceiptModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases)
    : ReleasedFilePage(context, handoffs, cases)
{
    const string OfFile = "file", Same = "same", Differs = "differs", Given = "receipt-given";
    const int HexOfSha256 = 64;

    /// <summary>What is not confirmed yet.</summary>
    /// <param name="Key">In the form.</param>
    public sealed record Item(string Key, Guid? Exhibit, string Title, string? Sha256, bool IsThing);

    public IReadOnlyList<Item> Items { get; private set; } = [];

    public IReadOnlyList<Choice> Answers(Item item) => item.IsThing
        ? [.. new[] { Codes.IntactSeal, "broken" }.Select(code => new Choice(code, T.Code("seal", code)))]
        : [new(Same, T["handoff.receipt.same"]), new(Differs, T["handoff.receipt.differs"])];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var items = Items.Select(ReadItem).ToList();
        if (!ModelState.IsValid || Shut is not null)
            return Page();
        var made = await Cases.ConfirmDisclosure(Released.DisclosureId, items, KeyFor("receipts"));
        if (made.Problem is { } problem && CodeOf(problem) != Given)
            return ShowProblem(problem) ?? Page();
        // Made before, and the handoff may not have heard: they stand in the chain of custody.
        var tokens = made.Body?.Receipts?.Select(receipt => receipt.Token).ToList() ?? await Kept();
        return await Do(() => Handoffs.GiveReceipts(Id, tokens, Key.ToString()), "handoff-receipts", $"/handoffs/{Id}");
    }

    async Task<List<string>> Kept()
    {
        var custody = await Cases.Custody(Released.DisclosureId).Require();
        return [.. custody.Receipts, .. custody.Exhibits.SelectMany(exhibit => exhibit.Receipts)];
    }

    ConfirmedItem ReadItem(Item item)
    {
        var (answer, hash) = (Keep($"Answer.{item.Key}"), item.IsThing ? "" : Keep($"Hash.{item.Key}"));
        if (Answers(item).All(choice => choice.Value != answer))
            Wrong($"Answer.{item.Key}", item.IsThing ? "handoff.receipt.noSeal" : "handoff.receipt.noAnswer");
        else if (answer == Differs && (hash.Length != HexOfSha256 || !hash.All(char.IsAsciiHexDigit)))
            Wrong($"Hash.{item.Key}", "handoff.receipt.noHash");
        return item.IsThing ? new(item.Exhibit, null, answer) : new(item.Exhibit, answer == Same ? item.Sha256 : hash, null);

        // The summary at the top lists them all.
        void Wrong(string field, string key) => ModelState.AddModelError(field, $"{item.Title}: {T[key]}");

        string Keep(string field)
        {
            var typed = Request.Form[field];
            ModelState.SetModelValue(field, typed, typed);
            ModelState.MarkFieldValid(field);
            return typed.ToString().Trim();
        }
    }

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        if (Shut is not null)
            return null;
        if (HttpMethods.IsGet(Request.Method) && !CanConfirm)
        {
            Confirmation = "not-now";
            return Redirect($"/handoffs/{Id}");
        }
        var pending = Released.Exhibits.Where(exhibit => exhibit.ReceivedAt is null).Select(exhibit => exhibit.Id).ToHashSet();
        Items =
        [
            .. Released.FileReceivedAt is null ? [new Item(OfFile, null, T["handoff.file"], Opened.Sha256, IsThing: false)] : Array.Empty<Item>(),
            .. (Opened.Exhibits ?? []).Where(exhibit => pending.Contains(exhibit.Id)).Select(exhibit => new Item(
                exhibit.Id.ToString(), exhibit.Id, $"{T.Code("exhibitKind", exhibit.Kind)}: {exhibit.Label}", exhibit.Sha256,
                exhibit.Kind == Codes.Thing)),
        ];
        return null;
    }
}
