using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Stays;
using ReferralNetwork.Staff.Sessions;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>A shelter says yes in one form: with places of its own, or without one. Everybody else accepts as anything is accepted.</summary>
[Authorize(Access.CaseWork)]
public sealed class AcceptModel(StaffContext context, ReferralsClient referrals, PlacementsClient placements, TimeProvider time)
    : HouseholdPage(context, placements)
{
    const string With = "with", Without = "without";

    static readonly ActionForm Form = ActionForms.All.First(form => form.Name == "accept");

    OfferSeen? offer;

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Way { get; set; }

    /// <summary>When they are to arrive.</summary>
    [BindProperty] public PastAnswers At { get; set; } = new();

    public ReferralSeen Seen { get; private set; } = null!;
    public string Here => $"/referrals/{Id}";

    /// <summary>The places could not be read.</summary>
    public bool Unread { get; private set; }

    /// <summary>What was sent while the places could not be read: it is sent again as it is.</summary>
    public IReadOnlyList<(string Question, string Typed)> Typed => !Unread || !Request.HasFormContentType ? [] :
    [
        .. Request.Form.Where(sent => sent.Key == nameof(Way) || sent.Key.StartsWith($"{nameof(At)}.", StringComparison.Ordinal)
                || sent.Key.StartsWith($"{nameof(Persons)}[", StringComparison.Ordinal))
            .Select(sent => (sent.Key, sent.Value.ToString())),
    ];

    /// <summary>Where the household fits, by what is known of it; null: nowhere.</summary>
    public UnitGroupLine? Proposed { get; private set; }

    public IReadOnlyList<Choice> Ways =>
    [
        new(With, T["acceptPlace.with"], T["acceptPlace.withHint"]), new(Without, T["acceptPlace.without"], T["acceptPlace.withoutHint"]),
    ];

    protected override string NobodyText => "acceptPlace.nobody";

    /// <summary>Whether the reader keeps places that this offer asks for.</summary>
    public static bool Concerns(ReferralSeen referral, SignedIn me) =>
        !referral.Sent && referral.Needs.Any(PlaceCodes.Needs.Contains) && PlacesToCount.Concerns(me);

    /// <summary>What is free there, how old that is, and what of it is no bed of every day.</summary>
    public string FreeIn(UnitGroupLine group)
    {
        if (group.CountedAt is not { } counted)
            return T["place.neverCounted"];
        var when = T.Moment(TimeZoneInfo.ConvertTime(counted, Zone).DateTime);
        var free = T.With(PlacesToCount.IsToCount(group) ? "acceptPlace.freeThen" : "acceptPlace.free", ("free", group.Free), ("when", when));
        return group.Extra > 0 ? $"{free} {T.With("acceptPlace.extra", ("extra", group.Extra))}" : free;
    }

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (!HttpMethods.IsGet(Request.Method))
            return Page();
        Way = With;
        if (Proposed is { } group)
            Persons[group.Id] = Seen.Place!.Household.People.ToString(CultureInfo.InvariantCulture);
        At = PlaceProposal.Arrival(Seen.Place, time.GetUtcNow(), Zone);
        return Page();
    }

    public async Task<IActionResult> OnPost() => await Load() ?? await Answer();

    /// <summary>Yes in one tap, for tonight: where the household fits best. Where it fits nowhere, the form says so and asks.</summary>
    /// <param name="evening">From six on; else as soon as they can be there.</param>
    public async Task<IActionResult> OnPostTonight(bool evening)
    {
        if (await Load() is { } stopped)
            return stopped;
        ModelState.Clear(); // nothing was typed
        Way = With;
        At = evening ? PlaceProposal.Evening(time.GetUtcNow(), Zone) : PlaceProposal.Arrival(Seen.Place, time.GetUtcNow(), Zone);
        if (Proposed is not { } group)
            return Page();
        Persons[group.Id] = Seen.Place!.Household.People.ToString(CultureInfo.InvariantCulture);
        return await Answer();
    }

    async Task<IActionResult> Answer()
    {
        if (Unread && Way != Without)
            return Page();
        var body = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Way is not (With or Without))
            Fault(nameof(Way), "acceptPlace.noWay");
        if (Way != Without)
        {
            body["places"] = ReadPersons();
            body["expectedAt"] = At.Read(nameof(At), now: null, Zone, ModelState, T);
        }
        // Who answers an offer that a colleague has answered meanwhile is told so.
        var answered = offer ?? Seen.Offers.LastOrDefault(one => one.To == Me.Partner);
        return await Do(
            () => referrals.Act(Id, answered?.Id ?? Guid.Empty, Form.Name, body, Key.ToString(), ifMatch: null),
            Way == With ? "accept-place" : "accept", Here);
    }

    protected override (string, string)? Beside(string pointer) =>
        pointer == "/expectedAt" ? ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["acceptPlace.notAhead"]) : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        Seen = (await referrals.Read(Id)).Require();
        if (Form.Refuse(this, Seen.Actions, Seen.Sent, Here) is { } refused)
            return refused;
        offer = Seen.OpenOfferTo(Me.Partner);
        if (!Concerns(Seen, Me))
            return Redirect($"{Here}/do/{Form.Name}");
        try
        {
            await ReadGroups();
        }
        catch (UnansweredException e) when (e.IsAway) // nobody who is needed tonight waits for a list of beds
        {
            Unread = true;
            return null;
        }
        Proposed = PlaceProposal.For(Seen.Place, Groups);
        return Groups.Count > 0 ? null : Redirect($"{Here}/do/{Form.Name}");
    }
}
