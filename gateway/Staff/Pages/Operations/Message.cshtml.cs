using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Operations;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>One message that could not be consumed: why, its shape, and the button that sends it again.</summary>
public sealed class MessageModel(StaffContext context, OperationsClient operations) : OperationsPage(context)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public QuarantinedMessage Message { get; private set; } = null!;
    public string? Shape => Message.Payload is { } payload ? JsonSerializer.Serialize(payload, Indented) : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() =>
        Do(() => operations.Replay(Service, Id, Key.ToString()), "message-replayed", $"/operations/{Service}/quarantine");

    protected override async Task<IActionResult?> Load()
    {
        Message = await operations.Message(Service, Id).Require();
        return null;
    }
}
