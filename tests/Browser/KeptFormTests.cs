namespace ReferralNetwork.Tests.Browser;

/// <summary>What was typed outlives the session in which it was typed, on every form, and is nobody else's.</summary>
public sealed class KeptFormTests
{
    const string Typed = "Kregždutė, pabėgusi iš „Žalios“ g. <b>7</b>";
    const string Alias = "f.x:Alias";

    [Fact]
    public async Task Without_scripts_a_form_sent_after_the_session_ended_comes_back_as_it_was_typed()
    {
        await using var rasa = await Visitor.Arrive(scripts: false);
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type(Alias, Typed);
        await rasa.Type("f.prs_Birthdate.Day", "31");
        await rasa.SignedOutUnnoticed();
        await rasa.Press();
        Assert.DoesNotContain("Kregždutė", await rasa.Page.ContentAsync(), StringComparison.Ordinal);
        await rasa.Look("54-form-kept");

        await rasa.Press(); // too early: nobody is signed in, and still nothing is lost
        var tab = await rasa.OtherTab();
        await tab.SignInAnew("Žiburio namai", "rasa");
        await rasa.Press();
        Assert.Equal("/kept", rasa.Path);
        Assert.Equal(Typed, await rasa.Page.Locator($"[name='{Alias}']").InputValueAsync());
        Assert.Equal("31", await rasa.Page.Locator("[name='f.prs_Birthdate.Day']").InputValueAsync());
        await rasa.Look("55-form-restored");

        await rasa.Type("f.prs_Birthdate.Day", "");
        await rasa.Send();
        Assert.StartsWith("/cases/", rasa.Path, StringComparison.Ordinal);
        Assert.Contains(Typed, await rasa.Text(), StringComparison.Ordinal);
        rasa.Inspection.FoundNothing();
    }

    [Fact]
    public async Task Nobody_else_gets_what_somebody_typed()
    {
        await using var rasa = await Visitor.Arrive(scripts: false);
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type(Alias, Typed);
        await rasa.SignedOutUnnoticed();
        await rasa.Press();
        var tab = await rasa.OtherTab();
        await tab.SignInAnew("Ramunės prieglauda", "ieva");
        await rasa.Press();
        Assert.DoesNotContain("Kregždutė", await rasa.Page.ContentAsync(), StringComparison.Ordinal);

        // Nor is a form taken from whoever is signed in now, if it was shown to somebody else.
        await tab.Go("/new");
        await tab.SignedOutUnnoticed();
        await tab.SignInAnew("Žiburio namai", "rasa");
        await tab.Go("/cases/new");
        await tab.Type(Alias, Typed);
        var another = await rasa.OtherTab();
        await rasa.SignedOutUnnoticed();
        await another.SignInAnew("Ramunės prieglauda", "ieva");
        await tab.Press();
        Assert.DoesNotContain("/cases/0", tab.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("Kregždutė", await tab.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_scripts_the_form_stays_until_somebody_is_signed_in_and_is_then_sent()
    {
        await using var rasa = await Visitor.Arrive();
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type(Alias, Typed);
        await rasa.SignedOutUnnoticed();
        var button = rasa.Page.Locator("main form[method=post] button[type=submit]");
        await button.ClickAsync();
        await rasa.Page.Locator("#lost").WaitForAsync();
        Assert.Equal(Typed, await rasa.Page.Locator($"[name='{Alias}']").InputValueAsync());

        var tab = await rasa.OtherTab();
        await tab.SignInAnew("Žiburio namai", "rasa");
        await rasa.Send();
        Assert.Contains(Typed, await rasa.Text(), StringComparison.Ordinal);
    }
}
