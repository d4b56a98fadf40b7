namespace ReferralNetwork.Common.Texts;

/// <summary>
/// Plural categories by the rules of Unicode CLDR. Lithuanian is not English: 1 byla, 2 bylos, 10 bylų, 21 byla, and
/// a fraction (<c>many</c>) takes the genitive singular: 1,5 bylos. Nor is Russian Lithuanian: 1 день, 2 дня, 5 дней,
/// 11 дней, 21 день, and a fraction (<c>other</c>): 1,5 дня.
/// </summary>
public static class Plurals
{
    public static IReadOnlyList<string> CategoriesOf(string language) => language switch
    {
        "lt" or "ru" => ["one", "few", "many", "other"],
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        _ => ["one", "other"],
    };

    public static string Category(string language, decimal number)
    {
        var size = Math.Abs(number);
        if (decimal.Truncate(size) != size)
            return language is "lt" ? "many" : "other";
        var whole = (long)size;
        return language switch
        {
            "lt" => Lithuanian(whole),
            "ru" => Russian(whole),
            "ar" => Arabic(whole),
            _ => whole == 1 ? "one" : "other",
        };
    }

    static string Lithuanian(long number)
    {
        var (last, teens) = (number % 10, number % 100 is >= 11 and <= 19);
        return last == 1 && !teens ? "one" : last is >= 2 and <= 9 && !teens ? "few" : "other";
    }

    static string Russian(long number)
    {
        var (last, teens) = (number % 10, number % 100 is >= 11 and <= 14);
        return last == 1 && !teens ? "one" : last is >= 2 and <= 4 && !teens ? "few" : "many";
    }

    static string Arabic(long number) => number switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (number % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
    };
}
