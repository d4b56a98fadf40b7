using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Casework;

/// <summary>Receipts by themselves, whatever conversation they are owed in.</summary>
public sealed class StopReceiptTests
{
    static readonly PartnerId Clinic = new(Guid.NewGuid());
    static readonly DateTimeOffset Friday = new(2026, 11, 6, 20, 0, 0, TimeSpan.Zero);

    readonly List<string> told = [];

    static StopReceipt Asked(Period? escalation = null) => StopReceipt.Ask(
        Clinic, Friday, new(1, "working-days"), escalation, new WorkCalendar("Atlantic/Reykjavik"));

    [Fact]
    public void One_is_due_and_escalated_at_the_end_of_working_days_of_whoever_owes_it()
    {
        var receipt = Asked(new(2, "working-days"));
        Assert.Equal((Friday, new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero)), (receipt.AskedAt!.Value, receipt.DueAt));
        Assert.Equal(receipt.DueAt.AddDays(1), receipt.EscalateAt);
    }

    [Fact]
    public void What_is_late_is_told_once_each_and_looked_at_until_then()
    {
        var receipt = Asked(new(2, "working-days"));
        Assert.Equal(receipt, receipt.Late(receipt.DueAt.AddTicks(-1), told.Add));
        Assert.Equal(receipt.DueAt, new[] { receipt }.NextLook());

        var overdue = receipt.Late(receipt.DueAt, told.Add);
        Assert.Equal(overdue, overdue.Late(receipt.DueAt, told.Add));
        Assert.Equal([Verbs.StopReceiptOverdue], told);
        Assert.Equal(receipt.EscalateAt, new[] { overdue, receipt with { DueAt = receipt.DueAt.AddDays(9) } }.NextLook());

        var escalated = overdue.Late(receipt.EscalateAt!.Value, told.Add);
        Assert.Equal(escalated, escalated.Late(receipt.EscalateAt.Value, told.Add));
        Assert.Equal([Verbs.StopReceiptOverdue, Verbs.StopReceiptEscalated], told);
        Assert.Null(new[] { escalated }.NextLook());
    }

    [Fact]
    public void Where_no_rule_says_when_it_becomes_overdue_and_nothing_more()
    {
        var overdue = Asked().Late(Friday.AddYears(9), told.Add);
        Assert.Equal((true, false), (overdue.Overdue, overdue.Escalated));
        Assert.Null(new[] { overdue }.NextLook());
    }

    [Fact]
    public void What_was_given_is_given_once_and_never_late()
    {
        var given = Asked(new(2, "working-days")).Give("RetainedUnder", "LEGAL_CLAIMS", Friday);
        Assert.Equal(given, given.Give("PurgeAcknowledged", basis: null, Friday.AddDays(1)));
        Assert.Equal(("RetainedUnder", "LEGAL_CLAIMS", Friday), (given.Kind, given.Basis, given.GivenAt));
        Assert.Equal(given, given.Late(Friday.AddYears(9), told.Add));
        Assert.Null(new[] { given }.NextLook());
    }

    [Fact]
    public void A_receipt_is_taken_as_long_as_one_is_owed_and_names_a_basis_where_something_is_retained()
    {
        var (owed, given) = (Asked(), Asked().Give("StopAcknowledged", basis: null, Friday));
        Assert.Null(new[] { given, owed }.CannotGive("StopAcknowledged", basis: null));
        Assert.Null(new[] { owed }.CannotGive("RetainedUnder", "LEGAL_CLAIMS"));
        Assert.Equal("BASIS", new[] { owed }.CannotGive("RetainedUnder", basis: null)?.Code);
        Assert.Equal("BASIS", new[] { owed }.CannotGive("StopAcknowledged", "LEGAL_CLAIMS")?.Code);
        Assert.Equal("ALREADY_GIVEN", new[] { given }.CannotGive("StopAcknowledged", basis: null)?.Code);
    }

    [Fact]
    public void One_that_was_stored_reads_as_it_was()
    {
        var receipt = Asked(new(2, "working-days")) with { PartId = Guid.NewGuid(), Overdue = true };
        Assert.Equal(receipt, JsonSerializer.Deserialize<StopReceipt>(JsonSerializer.Serialize(receipt, NetworkJson.Stored), NetworkJson.Stored));
    }
}
