namespace ReferralNetwork.Tests.Browser;

/// <summary>Somebody who runs the network finds a message that is stuck, sends it again, and finds it stuck again.</summary>
public sealed class OperationsTests
{
    const string Name = "Gabrielė Ąžuolynaitė"; // nobody of the demonstration: what is put on a queue here stays in the quarantine

    [Theory]
    [InlineData("en", true)]
    [AllData("en", false)]
    [AllData("lt", true)]
    public async Task A_stuck_message_is_found_without_what_it_carries_and_sent_again_once(string language, bool scripts)
    {
        var message = Guid.CreateVersion7();
        await Stick(message);
        await using var kestas = await Visitor.Arrive(language, scripts);
        await kestas.SignIn("Gijų mazgas", "kestas");
        await kestas.Follow(kestas.Page.Locator(".rn-nav a[href='/operations']"));
        await kestas.Look("60-operations");
        await kestas.Link("href='/operations/organisations'");
        await kestas.Look("67-organisations");
        await kestas.Go("/operations/cases/parked");
        await kestas.Look("61-parked");

        await kestas.Go("/operations");
        await kestas.Link("href='/operations/cases/quarantine'");
        var stuck = await Find(kestas, message);
        await kestas.Look("62-quarantine");
        await kestas.Go(stuck);
        await kestas.Look("63-stuck-message");
        Assert.DoesNotContain(Name, await kestas.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains($"({Name.Length} characters)", await kestas.Text(), StringComparison.Ordinal);
        await kestas.Send();
        Assert.Equal("/operations/cases/quarantine", kestas.Path);
        await kestas.Look("64-sent-again");

        // It is what it was, so it comes back as a new one that leads to this one.
        var again = await Find(kestas, message);
        await kestas.Go(again);
        await kestas.Look("65-stuck-again");
        await kestas.Link($"href='{stuck}'");
        Assert.Equal(0, await kestas.Page.Locator("main form").CountAsync());
        await kestas.Look("66-sent-again-before");
        kestas.Inspection.FoundNothing();
    }

    [Fact]
    public async Task Who_works_with_cases_finds_neither_the_link_nor_the_pages()
    {
        await using var rasa = await Visitor.Arrive();
        await rasa.SignIn("Žiburio namai", "rasa");
        Assert.Equal(0, await rasa.Page.Locator("a[href='/operations']").CountAsync());
        foreach (var path in new[]
        {
            "/operations", "/operations/organisations", "/operations/cases/parked", "/operations/cases/quarantine",
            $"/operations/cases/quarantine/{Guid.NewGuid()}"
        })
            Assert.Equal(403, await rasa.Go(path));
    }

    /// <summary>The address of the message that waits; it takes a moment to get stuck.</summary>
    static async Task<string> Find(Visitor visitor, Guid message)
    {
        var row = $".rn-row:has-text('{message}')";
        await visitor.Await("/operations/cases/quarantine", row);
        return (await visitor.Page.Locator($"{row} a").GetAttributeAsync("href"))!;
    }

    /// <summary>Puts onto a queue of Cases what nobody there understands.</summary>
    static Task Stick(Guid message) => Broker.Send("cases.offers", "Unheard", new { name = Name }, message);
}
