using ReferralNetwork.Common.Texts;

namespace ReferralNetwork.Visitors.Texts;

/// <summary>What the visitors' pages say, in the language of the address.</summary>
public sealed class Words(string language) : Wording(Languages, language)
{
    public static readonly Languages Languages = new(typeof(Words).Assembly, "en-GB", "lt-LT", "ru-RU", "ar");

    public string Direction => DirectionOf(Language);

    public static string DirectionOf(string language) => Languages.For(language).Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
}
