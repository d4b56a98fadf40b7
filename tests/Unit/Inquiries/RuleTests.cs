using System.Text;
using FsCheck;
using FsCheck.Xunit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries;
using ReferralNetwork.Inquiries.LocalCopies;
using ReferralNetwork.Inquiries.Phrases;
using ReferralNetwork.Inquiries.Rooms;
using ReferralNetwork.Inquiries.Situations;

namespace ReferralNetwork.Tests.Unit.Inquiries;

public sealed class RuleTests
{
    // --- phrases ---

    [Theory, InlineData("en", 8, 86), InlineData("lt", 9, 81), InlineData("ru", 9, 86)]
    public void A_phrase_has_eighty_bits_and_more(string language, int words, double bits)
    {
        var list = WordList.For(language);
        Assert.Equal(words, list.WordsInPhrase);
        Assert.InRange(list.Bits, Math.Max(bits, 80), bits + 1);
        Assert.Equal(words, list.Phrase(new byte[32]).Split(' ').Length);
    }

    /// <summary>Else two phrases would be the same when they are typed without spaces, and the bits fewer than they seem.</summary>
    [Theory, InlineData("en"), InlineData("lt"), InlineData("ru")]
    public void No_word_begins_another_however_it_is_typed(string language)
    {
        var folded = WordList.For(language).All.Select(WordList.Fold).Order(StringComparer.Ordinal).ToList();
        Assert.All(folded, word => Assert.InRange(word.Length, 3, 10));
        Assert.All(
            folded.Zip(folded.Skip(1)),
            pair => Assert.False(pair.Second.StartsWith(pair.First, StringComparison.Ordinal), $"{pair.First} begins {pair.Second}"));
    }

    [Theory]
    [InlineData("žvaigždė šypsena", "  Zvaigzde,\nSYPSENA. ")]
    [InlineData("žvaigždė šypsena", "zvaigzdesypsena")]
    [InlineData("счёт ребёнок", "СЧЕТ-РЕБЕНОК")]
    [InlineData("able about", "able\u200Babout\0\ud800")]
    [InlineData("single ticket island", "sıngle tıcket ısland")] // a Turkish keyboard's other i
    [InlineData("single ticket island", "SİNGLE TİCKET ISLAND")]
    [InlineData("single ticket island", "şınğlé tïcket ïsländ")]
    [InlineData("single ticket island", "SINGLE ТІСКЕТ ІSLАND")] // capitals of another alphabet
    [InlineData("peace coast", "реасе соаsт")] // letters of a Russian keyboard among them
    [InlineData("single ticket island", "ｓｉｎｇｌｅ 𝐭𝐢𝐜𝐤𝐞𝐭 island")]
    [InlineData("įdomus ąžuolas", "I\u0307domus ĄZUOLAS")]
    [InlineData("район счёт", "РАИОН CЧET")] // a Latin C, E and T in it
    [InlineData("zoom łódź", "zооm lodz")]
    public void Typing_forgives_case_spaces_and_diacritics(string shown, string typed) => Assert.Equal(WordList.Fold(shown), WordList.Fold(typed));

    [Fact]
    public void One_seed_is_one_phrase_and_every_word_has_its_turn()
    {
        var list = WordList.For("lt");
        var seed = new byte[32];
        seed[0] = 7;
        Assert.Equal(list.Phrase(seed), list.Phrase(seed));
        Assert.StartsWith(list.All[7], list.Phrase(seed), StringComparison.Ordinal);
        Assert.Same(WordList.For("en"), WordList.For("ar"));
    }

    // --- what is typed ---

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData(" a\r\nb\rc\u2028d\t ", "a\nb\nc\nd")]
    [InlineData("Z\u030Cydru\u0304ne\u0307", "Žydrūnė")]
    [InlineData("abc\u202Etxt.exe\u202C\u2066\u2069\u200B\uFEFF\u00AD", "abctxt.exe")]
    [InlineData("می\u200Cخواهم\u200F 👩\u200D👧", "می\u200Cخواهم\u200F 👩\u200D👧")]
    public void Text_keeps_what_people_write_and_loses_what_deceives_the_eye(string typed, string kept) =>
        Assert.Equal(kept, TypedText.Clean(typed).Text);

    [Theory, InlineData("a\0b"), InlineData("\u0007"), InlineData("\u009B"), InlineData("\uFFFE"), InlineData("\uFDD0")]
    [InlineData("")]
    [InlineData(" \u200B\n")]
    [InlineData("\u200D\u200F")]
    [InlineData("\u3164\u2800\u034F")]
    public void Text_that_no_person_types_is_refused(string typed)
    {
        var (text, fault) = TypedText.Clean(typed);
        Assert.Null(text);
        Assert.Equal("/text", fault!.Pointer);
    }

    [Fact] // no inline data: the runner would mend it
    public void Half_a_character_is_refused() => Assert.NotNull(TypedText.Clean("a\ud800b").Fault);

    [Fact]
    public void Four_thousand_characters_are_enough()
    {
        Assert.NotNull(TypedText.Clean(new string('ž', TypedText.Longest) + "\u200B").Text);
        Assert.NotNull(TypedText.Clean(new string('ž', TypedText.Longest + 1)).Fault);
    }

    [Property]
    public bool Cleaning_once_is_enough(string typed) =>
        typed is null || TypedText.Clean(typed).Text is not { } once || TypedText.Clean(once).Text == once;

    // --- safe contact ---

    static DateTimeOffset At(string hour) => DateTimeOffset.Parse($"2026-11-02T{hour}:00+02:00", null); // Vilnius, in winter

    [Theory]
    [InlineData("10:00", "12:00", "10:00", true), InlineData("10:00", "12:00", "09:59", false), InlineData("10:00", "12:00", "12:00", false)]
    [InlineData("22:00", "02:00", "23:30", true), InlineData("22:00", "02:00", "01:59", true), InlineData("22:00", "02:00", "12:00", false)]
    public void A_person_is_called_within_their_hours_in_their_own_time_zone(string from, string until, string hour, bool allowed)
    {
        var safe = new SafeContact(MayCall: true, MayLeaveMessage: true, TimeOnly.Parse(from, null), TimeOnly.Parse(until, null), "Europe/Vilnius");
        Assert.All([true, false], leavesMessage =>
            Assert.Equal(allowed ? null : "OUTSIDE_SAFE_HOURS", ContactRules.Refuse(safe, At(hour), leavesMessage)?.Code));
    }

    [Fact]
    public void Nobody_is_called_who_was_not_asked_or_said_no_and_no_message_is_left_for_other_ears()
    {
        var anyHour = new SafeContact(MayCall: true, MayLeaveMessage: false, From: null, Until: null, "Europe/Vilnius");
        Assert.Equal("NO_SAFE_CONTACT", ContactRules.Refuse(null, At("12:00"), leavesMessage: false)!.Code);
        Assert.Equal("MAY_NOT_CALL", ContactRules.Refuse(anyHour with { MayCall = false }, At("12:00"), leavesMessage: false)!.Code);
        Assert.Equal("NO_MESSAGE", ContactRules.Refuse(anyHour, At("12:00"), leavesMessage: true)!.Code);
        Assert.Null(ContactRules.Refuse(anyHour, At("03:00"), leavesMessage: false));
    }

    // --- figures ---

    [Property(MaxTest = 2000)]
    public void No_small_figure_is_published_and_none_can_be_worked_out(NonNegativeInt[] counts)
    {
        // Mostly small ones, where it matters.
        var row = counts.Select((c, i) => (Name: $"v{i}", Count: (long)(c.Get % 30))).ToDictionary(c => c.Name, c => c.Count);
        var shown = Suppression.For(row);
        Assert.Equal(row.Keys.Order(), shown.Cells.Keys.Order());
        Assert.All(shown.Cells.Values.Append(shown.Total).OfType<long>(), figure => Assert.True(figure >= 11));
        Assert.All(shown.Cells, cell => Assert.True(cell.Value is null || cell.Value == row[cell.Key]));
        var hidden = shown.Cells.Count(c => c.Value is null);
        // One hidden cell beside a total is the difference.
        Assert.True(shown.Total is null || hidden != 1, "one cell alone is hidden");
        // Nor do the hidden ones together point at anybody, where the total leaves them over.
        var together = shown.Cells.Where(c => c.Value is null).Sum(c => row[c.Key]);
        Assert.True(shown.Total is null || hidden == 0 || together >= 11, $"{together} is what is left over");
        // No more is hidden than must be.
        Assert.True(hidden <= Math.Max(2, row.Values.Count(c => c < 11) + (row.Values.Where(c => c < 11).Sum() < 11 ? 1 : 0)));
    }

    [Fact]
    public void The_smallest_of_the_others_is_hidden_with_a_small_one() =>
        Assert.Equal(
            [("email", null), ("in-person", null), ("telephone", 40L)],
            Suppression.For(new Dictionary<string, long> { ["telephone"] = 40, ["in-person"] = 3, ["email"] = 12 })
                .Cells.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));

    // --- who is on duty ---

    [Theory, InlineData("10:00", true), InlineData("09:59", false), InlineData("20:00", false)]
    public void A_hotline_is_on_duty_in_its_own_hours(string hour, bool onDuty) =>
        Assert.Equal(onDuty, Duty.IsOpenAt(new("Europe/Vilnius", AlwaysOnDuty: false, [new(DayOfWeek.Monday, new(10, 0), new(20, 0))]), At(hour)));

    // --- documentation and boundaries ---

    [Fact]
    public void The_documentation_is_the_tables() => Assert.True(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "transitions-inquiries.md"))
            == TransitionTables.ToMarkdown(),
        "docs/transitions-inquiries.md is not the tables: dotnet run --project services/Inquiries -- transitions > docs/transitions-inquiries.md");

    [Fact]
    public void What_the_contract_calls_codes_is_what_Cases_calls_them()
    {
        Assert.Equal(Codes.TraffickingStatuses.Order(), ReferralNetwork.Cases.Fields.FieldCodes.TraffickingStatus.Select(c => c.Value).Order());
        Assert.Equal(Codes.RecruitmentMethods.Order(), ReferralNetwork.Cases.Fields.FieldCodes.MethodOfRecruitment.Select(c => c.Value).Order());
        Assert.Empty(Codes.RecruiterRelationships.Except(ReferralNetwork.Cases.Fields.FieldCodes.RelationshipToTrafficker.Select(c => c.Value)));
    }
}
