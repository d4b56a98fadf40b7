using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>Where the words of a report are written: a box for each kind of thing, a line for each thing.</summary>
public abstract class WordsPage(StaffContext context) : StaffPage(context)
{
    IReadOnlyList<IntelligenceItem> items = [];

    /// <summary>In the order in which they are asked for: of suspects last, since a rule must allow it.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["place", "method", "date", "plate", "number", "nickname", "advert"];

    /// <summary>What may be done with it, with H3 alone.</summary>
    [BindProperty] public string? Stated { get; set; }

    /// <summary>What a box holds as the page is shown first.</summary>
    public virtual string? Given(string kind) => null;

    public static string Posted(string kind) => $"Words.{kind}";

    /// <summary>What was typed; a form without any is told so.</summary>
    protected IntelligenceReport ReadWords()
    {
        items =
        [
            .. Kinds.SelectMany(kind => Request.Form[Posted(kind)].ToString()
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(line => new IntelligenceItem(kind, line))),
        ];
        foreach (var kind in Kinds)
            Keep(Posted(kind));
        if (items.Count == 0)
            Fault(Posted(Kinds[0]), "intelligence.nothing");
        return new(items, string.IsNullOrWhiteSpace(Stated) ? null : Stated);

        void Keep(string field)
        {
            ModelState.SetModelValue(field, Request.Form[field], Request.Form[field]);
            ModelState.MarkFieldValid(field);
        }
    }

    protected override string? RefusedAt(string code) => code == "not-stated" ? nameof(Stated) : null;

    protected override (string, string)? Beside(string pointer) =>
        pointer.Split('/') is ["" or "#", "report", "items", var index, var member]
            && int.TryParse(index, CultureInfo.InvariantCulture, out var at) && items.ElementAtOrDefault(at) is { } item
            ? (Posted(item.Kind), T[member == "kind" ? "intelligence.noRule" : "wrong.Text"])
        : pointer.EndsWith("/report/stated", StringComparison.Ordinal) ? (nameof(Stated), T["wrong.Text"])
        : pointer.EndsWith("/report/items", StringComparison.Ordinal) ? (Posted(Kinds[0]), T["intelligence.tooMany"])
        : base.Beside(pointer);
}
