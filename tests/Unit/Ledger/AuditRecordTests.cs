using System.Text;
using ReferralNetwork.Contracts;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Tests.Unit.Ledger;

public sealed class AuditRecordTests
{
    static readonly AuditRecord Opened = new(
        Guid.Parse("01930000-0000-7000-8000-000000000001"), Guid.Parse("01930000-0000-7000-8000-00000000000a"),
        Guid.Parse("01930000-0000-7000-8000-00000000000b"), "cases", "case-opened",
        Guid.Parse("01930000-0000-7000-8000-00000000000c"), null, new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero), null);

    [Fact]
    public void The_entry_is_written_down_for_ever()
    {
        Assert.Equal(
            """
            audit-record/1
            01930000-0000-7000-8000-000000000001
            01930000-0000-7000-8000-00000000000a
            01930000-0000-7000-8000-00000000000b
            cases
            case-opened
            01930000-0000-7000-8000-00000000000c
            -
            2026-11-24T08:30:00.000000Z
            -

            """,
            Encoding.UTF8.GetString(Opened.Entry()), ignoreLineEndingDifferences: false);
    }

    [Fact]
    public void Every_fact_of_an_act_is_in_its_entry()
    {
        AuditRecord[] others =
        [
            Opened with { Id = Guid.CreateVersion7() },
            Opened with { Actor = Guid.Empty },
            Opened with { Partner = null },
            Opened with { Service = "referrals" },
            Opened with { Verb = "case-read" },
            Opened with { Reference = Guid.CreateVersion7() },
            Opened with { Related = Opened.Reference },
            Opened with { At = Opened.At.AddMicroseconds(1) },
            Opened with { Commitment = Convert.ToBase64String(new byte[32]) },
        ];

        var entries = others.Append(Opened).Select(act => Convert.ToHexString(act.Entry())).ToList();

        Assert.Equal(entries.Count, entries.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_is_hashed_is_what_the_database_gives_back()
    {
        var told = new AuditRecorded(
            Guid.CreateVersion7(), Guid.Empty, null, "cases", "case-opened", Guid.CreateVersion7(), null,
            new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567), null);

        var act = AuditRecord.From(told);

        Assert.Equal(TimeSpan.Zero, act.At.Offset);
        Assert.Equal(0, act.At.Ticks % TimeSpan.TicksPerMicrosecond);
        Assert.Contains("\n2026-11-24T08:30:00.123456Z\n", Encoding.UTF8.GetString(act.Entry()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_act_that_could_pass_for_another_is_refused()
    {
        Assert.Null(Opened.Refuse());
        Assert.NotNull((Opened with { Verb = "case-opened\n-" }).Refuse());
        Assert.NotNull((Opened with { Verb = "" }).Refuse());
        Assert.NotNull((Opened with { Service = "Cases" }).Refuse());
        Assert.NotNull((Opened with { Service = new string('a', 65) }).Refuse());
        Assert.NotNull((Opened with { Reference = Guid.Empty }).Refuse());
        Assert.NotNull((Opened with { Commitment = "-" }).Refuse());
        Assert.NotNull((Opened with { Commitment = "Rasa called her mother" }).Refuse());
        Assert.Null((Opened with { Commitment = Convert.ToBase64String(new byte[32]) }).Refuse());
    }
}
