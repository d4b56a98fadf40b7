namespace ReferralNetwork.Staff.Services;

/// <summary>Where shelters have people met, as Cases keeps it, and who brings them.</summary>
public sealed class RendezvousClient(NetworkClient network)
{
    const string Service = "cases";

    /// <param name="referral">Of the stay, or of the ride.</param>
    public Task<Answer<ListResponse<RendezvousLine>>> ListFor(Guid referral) =>
        network.Get<ListResponse<RendezvousLine>>(Service, "/rendezvous", ("referral", referral.ToString()));

    /// <summary>That it is opened is recorded.</summary>
    public Task<Answer<RendezvousOpened>> Open(Guid id) => network.Get<RendezvousOpened>(Service, $"/rendezvous/{id}");

    /// <param name="point">As Cases wants it.</param>
    public Task<Answer<CreatedResponse>> Write(object point, string key) =>
        network.Post<CreatedResponse>(Service, "/rendezvous", point, key);

    public Task<Answer<CreatedResponse>> Change(Guid id, object point, string? ifMatch) =>
        network.Put<CreatedResponse>(Service, $"/rendezvous/{id}", point, ifMatch);

    public Task<Answer<CreatedResponse>> TakeBack(Guid id) => network.Delete<CreatedResponse>(Service, $"/rendezvous/{id}");

    /// <param name="ride">The referral of the ride; null: the caller's organisation brings the person.</param>
    public Task<Answer<CreatedResponse>> NameRide(Guid id, Guid? ride, string key) =>
        network.Post<CreatedResponse>(Service, $"/rendezvous/{id}/ride", new { referral = ride }, key);

    /// <param name="over">From the colleague who has it.</param>
    public Task<Answer<CreatedResponse>> TakeRide(Guid id, bool over, string key) =>
        network.Post<CreatedResponse>(Service, $"/rendezvous/{id}/take", new { over }, key);
}
