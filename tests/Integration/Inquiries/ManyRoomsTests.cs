using System.Diagnostics;
using System.Net;
using Xunit.Abstractions;
using static System.Net.Http.HttpMethod;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>As many rooms as a busy evening has, all waiting for a word at once.</summary>
public sealed class ManyRoomsTests(InquiriesFixture fixture, ITestOutputHelper output) : IClassFixture<InquiriesFixture>
{
    const int Rooms = 200;

    [Fact]
    public async Task Two_hundred_rooms_wait_at_once_and_each_sees_its_own_reply()
    {
        var counsellor = await fixture.Counsellor("lt");
        var rooms = new List<(Guid Id, string Token)>();
        for (var i = 0; i < Rooms; i++)
        {
            var token = await fixture.Room("lt", $"Klausimas {i}");
            var id = (await fixture.Get(counsellor, "/rooms?state=waiting")).Items.Single().GetProperty("id").GetGuid();
            (await fixture.Post(counsellor, $"/rooms/{id}/take")).Is(HttpStatusCode.OK);
            rooms.Add((id, token));
        }

        var waits = await Task.WhenAll(rooms.Select(async (room, i) =>
        {
            var before = (await fixture.Visit(Get, "/visitor/room", room: room.Token))["version"];
            var news = fixture.Visit(Get, $"/visitor/room/changes?after={before}", room: room.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(25 * i)); // counsellors do not all write in the same moment
            var clock = Stopwatch.StartNew();
            (await fixture.Post(counsellor, $"/rooms/{room.Id}/messages", new { text = $"Atsakymas {i}" })).Is(HttpStatusCode.OK);
            var seen = (await news).Is(HttpStatusCode.OK).Body.GetProperty("messages")
                .EnumerateArray().Select(m => m.GetProperty("text").GetString());
            Assert.Equal([$"Klausimas {i}", $"Atsakymas {i}"], seen);
            return clock.Elapsed.TotalMilliseconds;
        }));

        var sorted = waits.Order().ToList();
        output.WriteLine(
            $"{Rooms} rooms, sent to seen, ms: median {sorted[Rooms / 2]:0}, 95th percentile {sorted[Rooms * 95 / 100]:0}, longest {sorted[^1]:0}");
    }
}
