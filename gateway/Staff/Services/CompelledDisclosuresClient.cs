using System.Text.Json;

namespace ReferralNetwork.Staff.Services;

/// <summary>What orders compel: demanded, checked, approved, disclosed, reviewed.</summary>
public sealed class CompelledDisclosuresClient(NetworkClient network)
{
    const string Service = "handoffs";
    const string Path = "/compelled-disclosures";

    /// <summary>As many as the service takes at once.</summary>
    const int MostOrders = 100;

    /// <param name="side"><c>compelled</c> or <c>compelled-received</c>.</param>
    /// <param name="open">Those that something is to be done about, or the others; null: both.</param>
    public Task<Answer<ListResponse<CompelledLine>>> List(string side, bool? open, string? cursor) => network.Get<ListResponse<CompelledLine>>(
        Service, Path, ("side", side), ("open", open switch { null => null, true => "true", false => "false" }), ("cursor", cursor));

    /// <summary>What waits for the reader's approval; forbidden to who approves nothing.</summary>
    public Task<Answer<ListResponse<CompelledLine>>> Approvals() => network.Get<ListResponse<CompelledLine>>(Service, $"{Path}/approvals");

    /// <summary>For the data-protection officer: reviews that are due, those overdue longest first; then what can be advised on.</summary>
    public Task<Answer<ListResponse<CompelledLine>>> Reviews() => network.Get<ListResponse<CompelledLine>>(Service, $"{Path}/reviews");

    /// <summary>For the data-protection officer: receipts that are late after an order was overturned.</summary>
    public Task<Answer<ListResponse<OverdueLine>>> Overdue() => network.Get<ListResponse<OverdueLine>>(Service, $"{Path}/overdue");

    /// <summary>Which of these orders have a disclosure.</summary>
    public async Task<IReadOnlySet<Guid>> Demanded(IEnumerable<Guid> orders)
    {
        var demanded = new HashSet<Guid>();
        foreach (var some in orders.Chunk(MostOrders))
            demanded.UnionWith(
                (await network.Get<ListResponse<Guid>>(Service, $"{Path}/demanded", ("orders", string.Join(',', some))).Require()).Items);
        return demanded;
    }

    /// <summary>As much of it as the reader may see.</summary>
    public async Task<Answer<CompelledSeen>> Read(Guid id)
    {
        var (status, body, tag, problem) = await network.Get<JsonElement>(Service, $"{Path}/{id}");
        return new(status, problem is not null ? null
            : body.TryGetProperty("line", out _) ? new(body.Deserialize<CompelledDetail>(NetworkClient.Json), null)
            : new(null, body.Deserialize<CompelledReceived>(NetworkClient.Json)), tag, problem);
    }

    /// <param name="order">Signed by Cases.</param>
    public Task<Answer<CreatedResponse>> Record(string order, string? handling, string key) =>
        network.Post<CreatedResponse>(Service, Path, new { order, handling }, key);

    public Task<Answer<CreatedResponse>> ReportDanger(string order, string? handling, DateTimeOffset toldAt, string key) =>
        network.Post<CreatedResponse>(Service, $"{Path}/report-danger", new { order, handling, toldAt }, key);

    public Task<Answer<CreatedResponse>> Act(Guid id, string action, object body, string key, string? ifMatch) =>
        network.Post<CreatedResponse>(Service, $"{Path}/{id}/{action}", body, key, ifMatch);

    /// <param name="receipts">That Cases signed.</param>
    public Task<Answer<CreatedResponse>> GiveReceipts(Guid id, IReadOnlyList<string> receipts, string key) =>
        Act(id, "receipts", new { receipts }, key, ifMatch: null);

    /// <summary>Those of the reader's organisation.</summary>
    public Task<Answer<ListResponse<DeputyLine>>> Deputies() => network.Get<ListResponse<DeputyLine>>(Service, "/deputies");

    /// <param name="deputies">All of them: who is left out is none any more.</param>
    public Task<Answer<ListResponse<DeputyLine>>> NameDeputies(string role, IReadOnlyList<Guid> deputies) =>
        network.Put<ListResponse<DeputyLine>>(Service, "/deputies", new { role, deputies });
}

/// <summary>One of the two: the sender's whole, or what its recipient is shown.</summary>
public sealed record CompelledSeen(CompelledDetail? Own, CompelledReceived? Received)
{
    public string State => Own?.Line.State ?? Received!.State;
    public string Reference => Own?.Line.Reference ?? Received!.Reference;
    public IReadOnlyList<string> Actions => Own?.Actions ?? Received!.Actions;
}
