using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>One return as the reader's organisation may see it.</summary>
[Authorize(Access.CaseWork)]
public sealed class ReturnModel(StaffContext context, ReturnsClient returns) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public ReturnDetail Seen { get; private set; } = null!;
    public bool Leads => Seen.Line.Side == "led";
    public IEnumerable<ReturnEvent> Timeline => Seen.Timeline.Reverse();

    /// <summary>What is open to the reader, but for what is done for one traveller.</summary>
    public IEnumerable<string> Actions =>
        ReturnForms.All.Select(form => form.Name).Where(name => Seen.Actions.Contains(name, StringComparer.Ordinal));

    /// <summary>The step that is due, with its words; null: nothing is.</summary>
    public (string Href, string Words)? Next => Seen.Line.ToDo switch
    {
        "offer-again" when Seen.Actions.Contains(ReturnForms.AskAgain.Name, StringComparer.Ordinal) =>
            ($"/returns/{Id}/ask-again", T["return.askAgain.title"]),
        "answer" => ($"/returns/{Id}/do/accept", T["return.act.accept.title"]),
        "tie" when Seen.Travellers.FirstOrDefault(t => !t.Tied) is { } traveller =>
            ($"/returns/{Id}/travellers/{traveller.Id}#case", T["return.tie"]),
        "counsel" when Seen.Travellers.FirstOrDefault(t => !t.IsChild && t.CounselledAt is null) is { } traveller =>
            ($"/returns/{Id}/travellers/{traveller.Id}#counsel", T["return.counsel"]),
        _ => null,
    };

    public string Say(ReturnEvent entry)
    {
        var what = T.With($"what.{entry.What}", ("whom", entry.With is { } whom ? Names.For(whom) : ""));
        return entry.Code is { } code ? $"{what}: {T.AnyCode(code)}" : what;
    }

    public async Task OnGet()
    {
        Seen = await returns.Read(Id).Require();
        Names = await Context.NamesWith(Seen.Timeline.Select(entry => entry.Actor).OfType<Guid>(), RequestAborted);
    }
}
