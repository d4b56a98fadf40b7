using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>The list page of what goes one way: what an organisation has sent, and what has come to it.</summary>
public abstract class SentAndReceived<T>(StaffContext context) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    public bool Open => Show is not "closed";
    public bool Sends => Me.Roles.Overlaps(Roles.HelperRoles);
    protected abstract bool Receives { get; }
    public IReadOnlyList<Rows<T>> Lists { get; private set; } = [];

    protected abstract Task<Answer<ListResponse<T>>> Read(string side, string? cursor);

    public async Task OnGet(string? sentFrom, string? receivedFrom)
    {
        var lists = new List<Rows<T>>();
        if (Receives)
            lists.Add(await List("received", receivedFrom));
        if (Sends)
            lists.Add(await List("sent", sentFrom));
        Lists = lists;
    }

    async Task<Rows<T>> List(string side, string? cursor) =>
        Rows.From(side, await Read(side, cursor).Require(), Request.Path, ("show", Open ? null : "closed"));
}
