using ReferralNetwork.Referrals.Lifecycle;
using ReferralNetwork.Staff.Pages.Referrals;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class ActionFormTests
{
    [Fact]
    public void Each_form_knows_the_party_that_the_table_gives_its_action_to()
    {
        var forms = ActionForms.All.Append(ActionForms.OfferAgain).OrderBy(form => form.Name, StringComparer.Ordinal)
            .Select(form => (form.Name, form.BySender));
        var table = new ReferralStateMachine().Actions
            .Select(action => (action.Name, Transitions.Table.First(row => row.Message == action.Command).By == Party.Sender))
            .OrderBy(action => action.Name, StringComparer.Ordinal);
        Assert.Equal(table, forms);
    }
}
