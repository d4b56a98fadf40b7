using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.NewReferral;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>A step of a new return: one that is asked for, or one of people who are home already.</summary>
public abstract class ReturnDraftPage(StaffContext context, CasesClient cases) : DraftPage(context, cases)
{
    public ReturnDraft Return => Draft.Return!;
    public string Here => $"/returns/new/{Id}";

    /// <summary>What the person does, or did: the words of each way stand beside each other.</summary>
    public string Words(string key) => T[$"newReturn.{(Return.AlreadyBack ? "back" : "ask")}.{key}"];

    protected sealed override bool Fits => Draft.Return is not null;

    protected Task<IActionResult> Keep(Func<ReturnDraft, ReturnDraft> change, string? next = null) =>
        Save(draft => draft with { Return = change(draft.Return!) }, next ?? Here);
}
