namespace ReferralNetwork.Tests.Browser;

// A class each, so that two walks go side by side.

public sealed class PathInEnglishTests
{
    [Fact]
    public Task A_referral_goes_from_sign_in_to_outcome_in_English_and_axe_finds_nothing_on_any_page() => TheFirstReferral.Walk("en", scripts: true);
}

[Trait("gate", "all")]
public sealed class PathInLithuanianTests
{
    [Fact]
    public Task A_referral_goes_from_sign_in_to_outcome_in_Lithuanian_and_axe_finds_nothing_on_any_page() =>
        TheFirstReferral.Walk("lt", scripts: true);
}

public sealed class PathWithoutScriptsTests
{
    [Fact]
    public Task A_referral_goes_from_sign_in_to_outcome_without_scripts() => TheFirstReferral.Walk("en", scripts: false);
}
