namespace ReferralNetwork.Casework;

/// <summary>For which colleagues of its organisation a case is, and so what stands on it.</summary>
/// <param name="Only">Their pseudonyms; null: everybody.</param>
/// <param name="Version">Counts the changes of the case's audience: the highest is how it is now.</param>
public sealed record Audience(IReadOnlyList<Guid>? Only, long Version)
{
    /// <summary>Never restricted.</summary>
    public static readonly Audience Everybody = new(Only: null, Version: 0);

    public bool Has(Guid actor) => Only?.Contains(actor) is not false;

    /// <summary>The newer one of the same case: they come in any order.</summary>
    public Audience Or(Audience? told) => told?.Version > Version ? told : this;
}
