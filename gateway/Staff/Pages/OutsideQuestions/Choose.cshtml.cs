using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.OutsideQuestions;

/// <summary>Whom to ask: one organisation that the reader may find, so that the form can name its telephone before anything is typed.</summary>
[Authorize(Access.CaseWork)]
public sealed class ChooseModel(StaffContext context) : StaffPage(context)
{
    public IEnumerable<ListingShown> Askable => AskModel.Askable(Context);
}
