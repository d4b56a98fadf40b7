using System.Collections.Frozen;

namespace ReferralNetwork.Contracts;

/// <summary>
/// Countries as ISO 3166-1 alpha-2 codes: all of ISO's own, and XA to XZ, which it leaves to its users: XK stands for Kosovo, the
/// others for fictional countries.
/// </summary>
public static class IsoCountries
{
    public static readonly FrozenSet<string> All =
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
        BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
        DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
        GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
        KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
        MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
        PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
        SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
        VN VU WF WS YE YT ZA ZM ZW
        XA XB XC XD XE XF XG XH XI XJ XK XL XM XN XO XP XQ XR XS XT XU XV XW XX XY XZ
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The European Economic Area: no transfer to a third country within it (GDPR Art. 44).</summary>
    public static readonly FrozenSet<string> Eea =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A country, or one of its subdivisions in the form of ISO 3166-2: LT, LT-KL.</summary>
    public static bool IsRegion(string code) =>
        All.Contains(code)
        || (code is { Length: >= 4 and <= 6 } && code[2] == '-' && All.Contains(code[..2])
            && code.Skip(3).All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
}
