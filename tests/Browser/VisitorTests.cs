namespace ReferralNetwork.Tests.Browser;

// A class each, so that two walks go side by side. Each has a topic of its own, by which the counsellor finds its room.

public sealed class VisitorInEnglishTests
{
    [Theory]
    [InlineData(true, "job-offer")]
    [InlineData(false, "employer-or-agency")]
    public async Task A_visitor_writes_is_answered_leaves_comes_back_and_deletes_all_in_English(bool scripts, string topic)
    {
        await using var walk = new VisitorWalk("en", scripts, topic, 320, 1280);
        await walk.FromLanguageToDeletion();
    }
}

[Trait("gate", "all")]
public sealed class VisitorInLithuanianTests
{
    [Fact]
    public async Task A_visitor_writes_is_answered_leaves_comes_back_and_deletes_all_in_Lithuanian()
    {
        await using var walk = new VisitorWalk("lt", scripts: true, "rights-at-work", 320, 1280);
        await walk.FromLanguageToDeletion();
    }
}

[Trait("gate", "all")]
public sealed class VisitorInRussianTests
{
    [Fact]
    public async Task A_visitor_writes_is_answered_leaves_comes_back_and_deletes_all_in_Russian()
    {
        await using var walk = new VisitorWalk("ru", scripts: true, "documents-taken", 320, 1280);
        await walk.FromLanguageToDeletion();
    }
}

[Trait("gate", "all")]
public sealed class VisitorInArabicTests
{
    [Fact]
    public async Task A_visitor_writes_is_answered_leaves_comes_back_and_deletes_all_in_Arabic_from_right_to_left()
    {
        await using var walk = new VisitorWalk("ar", scripts: true, "way-home", 320, 1280);
        await walk.FromLanguageToDeletion();
    }
}
