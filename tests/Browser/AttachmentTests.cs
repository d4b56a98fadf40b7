using System.Security.Cryptography;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A file goes into a case and out of it again; what cannot be attached is said beside the chooser.</summary>
public sealed class AttachmentTests
{
    const string Name = "Žydrės pažyma زهرة.pdf";

    [Theory]
    [InlineData(true)]
    [AllData(false)]
    public async Task A_file_is_attached_saved_and_removed_with_scripts_and_without_and_what_is_wrong_is_said_beside_it(bool scripts)
    {
        await using var rasa = await Visitor.Arrive(scripts: scripts);
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type("f.x:Alias", "Kregždutė");
        await rasa.Send();
        await rasa.Link("href$='/attachments'");
        await rasa.Look("60-attachments-none");
        await rasa.Link("href$='/attachments/add'");
        await rasa.Look("61-attachments-add");
        Assert.Contains("under 18", await rasa.Text(), StringComparison.Ordinal);

        await rasa.Press();
        await SaysBeside(rasa, "Category", "Choose what the file tells about");
        await SaysBeside(rasa, "Chosen", "Choose a file");
        await rasa.Look("62-attachments-wrong");

        await rasa.Tick("Category", "Health");
        byte[] content = [.. "%PDF-1.7\n"u8, .. RandomNumberGenerator.GetBytes(3_000_000)];
        foreach (var (file, say) in new[]
            {
                (Of("pazyma.pdf", [0x4D, 0x5A, 0x90, 0, 3, 0, .. new byte[1_000_000]]), "by its content it is a program"),
                (Of("pazyma.png", content), "By its content this is PDF"),
                (Of("pazyma.txt", []), "This file is empty"),
                (Of("pazyma.pdf", [.. content, .. new byte[20 * 1024 * 1024]]), "larger than 20 MB"),
            })
        {
            await Choose(rasa, file);
            await rasa.Press();
            await SaysBeside(rasa, "Chosen", say);
            Assert.True(await rasa.Page.Locator("input[name=Category][value=Health]").IsCheckedAsync());
        }

        await Choose(rasa, Of(Name, content));
        await rasa.Send();
        Assert.EndsWith("/attachments", rasa.Path, StringComparison.Ordinal);
        await rasa.Look("63-attachments");
        Assert.Contains("The file is attached.", await rasa.Text(), StringComparison.Ordinal);
        var saved = await rasa.Page.RunAndWaitForDownloadAsync(() => rasa.Page.Locator("main h2 a").ClickAsync());
        Assert.Equal(Name, saved.SuggestedFilename);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(await File.ReadAllBytesAsync(await saved.PathAsync())));

        await rasa.Link("href$='/remove'");
        await rasa.Look("64-attachments-remove");
        await rasa.Send();
        Assert.DoesNotContain(Name, await rasa.Text(), StringComparison.Ordinal);
        Assert.Contains("The attachment is removed.", await rasa.Text(), StringComparison.Ordinal);
        rasa.Inspection.FoundNothing();
    }

    static FilePayload Of(string name, byte[] content) => new() { Name = name, MimeType = "", Buffer = content };

    static Task Choose(Visitor visitor, FilePayload file) => visitor.Page.Locator("input[name=Chosen]").SetInputFilesAsync(file);

    static async Task SaysBeside(Visitor visitor, string question, string say) =>
        Assert.Contains(say, await visitor.Page.Locator($"#{question}-error").InnerTextAsync(), StringComparison.Ordinal);
}
