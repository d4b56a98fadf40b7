using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>A unit confirms what it has: of the file and each exhibit whether the hash is the same, of a thing how it found the seal.</summary>
public abstract class ReceiptPage(StaffContext context, CasesClient cases) : ReleasedFilePage(context, cases)
{
    const string OfFile = "file", Same = "same", Differs = "differs", Given = "receipt-given", Just = "handoff-receipts";
    const int HexOfSha256 = 64;

    /// <summary>What is not confirmed yet, or is said again.</summary>
    /// <param name="Key">In the form.</param>
    /// <param name="Received">The conversation that it came with has its receipt.</param>
    public sealed record Item(string Key, Guid? Exhibit, string Title, string? Sha256, bool IsThing, bool Received);

    public IReadOnlyList<Item> Items { get; private set; } = [];

    public IReadOnlyList<Choice> Answers(Item item) => item.IsThing
        ? [.. new[] { Codes.IntactSeal, "broken" }.Select(code => new Choice(code, T.Code("seal", code)))]
        : [new(Same, T["handoff.receipt.same"]), new(Differs, T["handoff.receipt.differs"])];

    protected abstract Task<Answer<CreatedResponse>> GiveReceipts(IReadOnlyList<string> tokens);

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var items = Items.Select(ReadItem).ToList();
        if (!ModelState.IsValid || Shut is not null)
            return Page();
        var made = await Cases.ConfirmDisclosure(Received.Released.DisclosureId, items, KeyFor("receipts"));
        return made.Problem is not { } problem ? await Hand(made.Body!.Receipts)
            : CodeOf(problem) is Given or "idempotency-key-reused" ? await GoOn(items)
            : ShowProblem(problem) ?? Page();
    }

    /// <summary>Something was confirmed before and stands; Handoffs may not have heard. What is said otherwise now is not passed over.</summary>
    async Task<IActionResult> GoOn(IReadOnlyList<ConfirmedItem> items)
    {
        var kept = await Kept();
        var left = new List<ConfirmedItem>();
        foreach (var (item, said) in Items.Zip(items))
        {
            if (kept.Find(receipt => receipt.Said.Exhibit == item.Exhibit)?.Said is not { } stands)
                left.Add(said);
            else if (stands.Seal != said.Seal || !IsSame(stands.Sha256, said.Sha256))
                Wrong(item, $"Answer.{item.Key}", T.With("handoff.receipt.stands", ("answer", Words(item, stands))));
        }
        if (!ModelState.IsValid)
            return Page();
        if (left.Count > 0)
        {
            var made = await Cases.ConfirmDisclosure(Received.Released.DisclosureId, left, KeyFor("left"));
            if (made.Problem is { } problem)
                return ShowProblem(problem) ?? Page();
        }
        return await Hand(made: null);
    }

    /// <param name="made">Now; null: all that were made.</param>
    async Task<IActionResult> Hand(IReadOnlyList<ReceiptGiven>? made)
    {
        if (Items.All(item => item.Received))
        {
            Confirmation = Just;
            return Redirect(Received.Here);
        }
        List<string> tokens = [.. made?.Select(receipt => receipt.Token) ?? (await Kept()).Select(receipt => receipt.Token)];
        return await Do(() => GiveReceipts(tokens), Just, Received.Here);
    }

    async Task<List<KeptReceipt>> Kept()
    {
        var custody = await Cases.Custody(Received.Released.DisclosureId).Require();
        return [.. custody.Receipts.Concat(custody.Exhibits.SelectMany(exhibit => exhibit.Receipts)).Select(KeptReceipt.Read)];
    }

    string Words(Item item, ConfirmedItem said) =>
        item.IsThing ? T.Code("seal", said.Seal)
        : IsSame(said.Sha256, item.Sha256) ? T["handoff.receipt.same"]
        : $"{T["handoff.receipt.differs"]}: {said.Sha256}";

    static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    ConfirmedItem ReadItem(Item item)
    {
        var (answer, hash) = (Keep($"Answer.{item.Key}"), item.IsThing ? "" : Keep($"Hash.{item.Key}"));
        if (Answers(item).All(choice => choice.Value != answer))
            Wrong(item, $"Answer.{item.Key}", T[item.IsThing ? "handoff.receipt.noSeal" : "handoff.receipt.noAnswer"]);
        else if (answer == Differs && (hash.Length != HexOfSha256 || !hash.All(char.IsAsciiHexDigit)))
            Wrong(item, $"Hash.{item.Key}", T["handoff.receipt.noHash"]);
        return item.IsThing ? new(item.Exhibit, null, answer) : new(item.Exhibit, answer == Same ? item.Sha256 : hash, null);

        string Keep(string field)
        {
            var typed = Request.Form[field];
            ModelState.SetModelValue(field, typed, typed);
            ModelState.MarkFieldValid(field);
            return typed.ToString().Trim();
        }
    }

    /// <summary>The summary at the top lists them all.</summary>
    void Wrong(Item item, string field, string say) => ModelState.AddModelError(field, $"{item.Title}: {say}");

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        if (Shut is not null)
            return null;
        if (HttpMethods.IsGet(Request.Method) && !Received.CanConfirm)
        {
            Confirmation = "not-now";
            return Redirect(Received.Here);
        }
        var pending = Received.Released.Exhibits.Where(exhibit => exhibit.ReceivedAt is null).Select(exhibit => exhibit.Id).ToHashSet();
        Item[] all =
        [
            new(OfFile, null, T["handoff.file"], Opened.Sha256, IsThing: false, Received.Released.FileReceivedAt is not null),
            .. (Opened.Exhibits ?? []).Select(exhibit => new Item(
                exhibit.Id.ToString(), exhibit.Id, $"{T.Code("exhibitKind", exhibit.Kind)}: {exhibit.Label}", exhibit.Sha256,
                exhibit.Kind == Codes.Thing, !pending.Contains(exhibit.Id))),
        ];
        Items = [.. all.Where(item => !item.Received || (Request.HasFormContentType && Request.Form.ContainsKey($"Answer.{item.Key}")))];
        return null;
    }
}
