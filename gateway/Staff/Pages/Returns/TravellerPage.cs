using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>A page about one traveller, for the lead, with the lead's own case of them.</summary>
public abstract class TravellerPage(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid TravellerId { get; set; }

    public ReturnDetail Seen { get; private set; } = null!;
    public TravellerSeen Traveller { get; private set; } = null!;
    public int Number { get; private set; }

    public Whose Whose { get; private set; } = null!;

    /// <summary>Null: none yet, or it is for other colleagues.</summary>
    public CaseLine? Own => Whose.CaseOf(Traveller);

    /// <summary>Null without a case.</summary>
    public ConsentsSeen? Consents { get; private set; }

    public string There => $"/returns/{Id}/travellers/{TravellerId}";

    protected ReturnsClient Returns => returns;
    protected CasesClient Cases => cases;
    protected TimeProvider Clock => time;

    /// <summary>The form of the page that comes back; else none.</summary>
    public bool IsPosted(string handler) => ((string?)RouteData.Values["handler"] ?? "") == handler;

    /// <summary>The key that a form came with, if it is the one that comes back.</summary>
    public Guid KeyOf(string handler) => IsPosted(handler) ? Key : Guid.Empty;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    /// <summary>What the consent permits now.</summary>
    public IEnumerable<(Consent Consent, RecipientPart Part)> Permitting => Consents?.PartsInForce(time.GetUtcNow()) ?? [];

    /// <summary>A permit for one organisation in one part, from the lead's own case, as far as its consent goes.</summary>
    protected Task<Answer<Permitted>> Permit(Consent consent, RecipientPart part) => cases.AskPermit(
        Own!.Id, [part.Partner], consent.Categories, KeyFor($"permit/{part.Partner}/{part.Part}"), Codes.ReturnAssistance, part.Part);

    protected override async Task<IActionResult?> Load()
    {
        var answer = await returns.Read(Id);
        Seen = answer.Require();
        if (Seen.Line.Side != "led" || Seen.Travellers.Index().FirstOrDefault(t => t.Item.Id == TravellerId) is not { Item: { } traveller } found)
            return NotFound();
        if (traveller.LeftFor is { } apart)
            return Redirect($"/returns/{apart}/travellers/{traveller.Id}");
        (Traveller, Number) = (traveller, found.Index + 1);
        Reread(answer.ETag);
        Whose = await Whose.Read(cases, Seen, traveller.Id);
        if (Own is { } own)
            Consents = await cases.Consents(own.Id, Codes.ReturnAssistance).Require();
        return null;
    }
}
