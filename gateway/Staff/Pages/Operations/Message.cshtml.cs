using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>One message that could not be consumed: why, its shape, and the button that sends it again.</summary>
public sealed class MessageModel(Desk desk) : OperationsPage(desk)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public QuarantinedMessage Message { get; private set; } = null!;
    public string? Shape => Message.Payload is { } payload ? JsonSerializer.Serialize(payload, Indented) : null;

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var answer = await Network.Post<Made>(Service, $"/operations/quarantine/{Id}/replay", null, Key.ToString(), null, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? await Ready() ?? Page();
        Just = "message-replayed";
        return Redirect($"/operations/{Service}/quarantine");
    }

    async Task<IActionResult?> Ready()
    {
        var answer = await Network.Get<QuarantinedMessage>(Service, $"/operations/quarantine/{Id}", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Message = answer.Body!;
        return null;
    }
}
