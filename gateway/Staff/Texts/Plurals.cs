namespace ReferralNetwork.Staff.Texts;

/// <summary>
/// Plural categories by the rules of Unicode CLDR. Lithuanian is not English: 1 byla, 2 bylos, 10 bylų, 21 byla, and
/// a fraction (<c>many</c>) takes the genitive singular: 1,5 bylos.
/// </summary>
public static class Plurals
{
    public static IReadOnlyList<string> CategoriesOf(string language) => language switch
    {
        "lt" => ["one", "few", "many", "other"],
        _ => ["one", "other"],
    };

    public static string Category(string language, decimal number)
    {
        var whole = decimal.Truncate(number) == number;
        return language switch
        {
            "lt" when !whole => "many",
            "lt" => Lithuanian((long)Math.Abs(number)),
            _ => whole && number == 1 ? "one" : "other",
        };
    }

    static string Lithuanian(long number)
    {
        var (last, teens) = (number % 10, number % 100 is >= 11 and <= 19);
        return last == 1 && !teens ? "one" : last is >= 2 and <= 9 && !teens ? "few" : "other";
    }
}
