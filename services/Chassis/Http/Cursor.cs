using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ReferralNetwork.Chassis.Http;

/// <summary>The last line of a page: the next page begins after it.</summary>
/// <param name="Order">What the list is ordered by.</param>
/// <param name="Id">Where two are equal in that.</param>
public sealed record Cursor(long Order, Guid Id) : IParsable<Cursor>
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Order}_{Id:N}");

    public static Cursor Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("Not a cursor that was given out.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Cursor result)
    {
        result = null;
        if (s?.Split('_') is not [var order, var id]
            || !long.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Guid.TryParseExact(id, "N", out var guid))
            return false;
        result = new(number, guid);
        return true;
    }
}
