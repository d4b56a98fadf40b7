using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>What waits at home, line by line, as the person agreed to it.</summary>
[Authorize(Access.CaseWork)]
public sealed class AgreePlanModel(StaffContext context, ReturnsClient returns, CasesClient cases)
    : DecisionPage(context, returns, cases, ReturnForms.AgreePlan)
{
    const int RowsOffered = 3;

    public sealed record Row
    {
        public string? Type { get; init; }
        public string? Provider { get; init; }
        public string? Form { get; init; }
        public string? Amount { get; init; }
        public DateParts By { get; init; } = new();

        public bool IsEmpty => Type is null && Provider is null && Form is null && string.IsNullOrWhiteSpace(Amount) && By.Empty;
    }

    [BindProperty] public List<Row> Lines { get; set; } = [];

    /// <summary>The button for more rows, not the one that sends.</summary>
    [BindProperty] public string? More { get; set; }

    public IReadOnlyList<Choice> Providers =>
        [.. Context.Directory.Where(listing => !listing.Suspended).Select(listing => new Choice(listing.Id.ToString(), listing.Name))];

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "lines", var at, var member, ..] when PlaceOf(Sent, at) is { } row =>
            ($"{nameof(Lines)}[{row}].{char.ToUpperInvariant(member[0])}{member[1..]}", T["wrong.answer"]),
        [_, "lines"] => (First, T["wrong.answer"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code == "plan-empty" ? First : null;

    public async Task<IActionResult> OnPost()
    {
        if (More is not null)
            return await Load() ?? Page();
        var lines = new List<object>();
        foreach (var (row, line) in Sent)
        {
            var name = $"{nameof(Lines)}[{row}]";
            decimal? amount = null;
            if (line.Type is null) Fault($"{name}.{nameof(Row.Type)}", "return.lead.noLineType");
            if (line.Form is null) Fault($"{name}.{nameof(Row.Form)}", "return.lead.noForm");
            if (!string.IsNullOrWhiteSpace(line.Amount))
            {
                // As people write it: 1 200,50 and 1200.50.
                var typed = string.Concat(line.Amount.Where(letter => !char.IsWhiteSpace(letter))).Replace(',', '.').TrimEnd('€');
                if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euro) && euro <= 100_000)
                    amount = euro;
                else
                    Fault($"{name}.{nameof(Row.Amount)}", "return.lead.noAmount");
            }
            if (!line.By.TryRead(out var by)) Fault($"{name}.{nameof(Row.By)}", "form.noDay");
            lines.Add(new { line.Type, line.Provider, line.Form, amount, by });
        }
        return await Decide(new { lines });
    }

    protected override void Begin() => Lines =
    [
        .. Seen.Preparation!.Plan.Select(line => new Row
        {
            Type = line.Type,
            Provider = line.Provider?.ToString(),
            Form = line.Form,
            Amount = line.Amount?.ToString(T.Culture),
            By = DateParts.From(line.By),
        }),
        .. Enumerable.Repeat(new Row(), RowsOffered),
    ];

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        var rows = Sent.Count + RowsOffered;
        while (Lines.Count < rows)
            Lines.Add(new());
        return null;
    }

    const string First = $"{nameof(Lines)}[0].{nameof(Row.Type)}";

    IReadOnlyList<(int Index, Row Item)> Sent => Filled(Lines, line => line.IsEmpty);
}
