using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Tests.Unit.Chassis;

public sealed class LogLinesTests
{
    static string Written(string category, string text, Exception? exception = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LogLines(TimeProvider.System).Write(
            new LogEntry<string>(LogLevel.Information, category, default, text, exception, (said, _) => said), scopeProvider: null, writer);
        return writer.ToString();
    }

    [Fact]
    public void A_record_is_one_line_that_begins_with_its_time_and_moves_no_cursor()
    {
        var line = Written("ReferralNetwork.Some", "one\nForged: two\u001b[2J\u202Ethree\u2028four");
        Assert.Matches(
            @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z Information ReferralNetwork\.Some: one\\u000aForged: two\\u001b\[2J\\u202ethree\\u2028four\n$",
            line);
    }

    [Fact]
    public void Of_what_a_library_says_its_text_is_not_kept_nor_the_words_of_an_exception() =>
        Assert.DoesNotContain("Žydrūnė", Written("Some.Library", "Žydrūnė", new InvalidOperationException("Žydrūnė")), StringComparison.Ordinal);
}
