using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>Values and rows of statements by name: every type that a table of the network has, with its nulls.</summary>
public sealed class SqlTests : IAsyncLifetime
{
    static readonly DateTimeOffset At = new(2026, 11, 27, 9, 30, 15, TimeSpan.Zero);

    sealed record Kinds(
        Guid Id, PartnerId Partner, string Text, bool Yes, int Few, long Many, decimal Exact, DateTimeOffset ToldAt, DateOnly Day, byte[] Bytes,
        string[] Words,
        Guid[] Ids, IReadOnlyList<string> List);

    sealed record Absent(Guid? Id, PartnerId? Partner, string? Text, bool? Yes, long? Many, DateTimeOffset? ToldAt, DateOnly? Day, byte[]? Bytes);

    sealed record Swapped(string Text, Guid Id);

    sealed record Stored(string Hours, JsonElement Same, string? None);

    NpgsqlDataSource database = null!;

    public async Task InitializeAsync() => database = NpgsqlDataSource.Create(await Servers.Database("byname"));

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task What_goes_in_by_name_comes_out_by_name()
    {
        var kinds = new Kinds(
            Guid.NewGuid(), new(Guid.NewGuid()), "Ąžuolas", Yes: true, 7, long.MaxValue, 1.25m, At, new(2026, 11, 27), [1, 2], ["a", "b"],
                [Guid.NewGuid()], ["c"]);
        var read = await database.ReadOne<Kinds>(
            """
            select @id as id, @partner as partner, @text as text, @yes as yes, @few as few, @many as many, @exact as exact, @toldAt as told_at,
                @day as day,
                @bytes as bytes, @words as words, @ids as ids, @words[2:] as list
            """,
            kinds, CancellationToken.None);
        Assert.Equivalent(kinds with { List = ["b"] }, read, strict: true);
    }

    [Fact]
    public async Task Nothing_is_nothing_and_has_a_type()
    {
        var nothing = new Absent(null, null, null, null, null, null, null, null);
        Assert.Equal(nothing, await database.ReadOne<Absent>(
            "select @id as id, @partner as partner, @text as text, @yes as yes, @many as many, @toldAt as told_at, @day as day, @bytes as bytes",
            nothing, CancellationToken.None));
        // PostgreSQL could not tell the type of a bare null here.
        Assert.True(await database.ReadOne<bool>("select @text is null", new { text = (string?)null }, CancellationToken.None));
    }

    [Fact]
    public async Task A_plain_value_needs_no_record()
    {
        Assert.Equal(At, await database.ReadOne<DateTimeOffset>("select @At", new { At }, CancellationToken.None));
        Assert.Equal(new PartnerId(Guid.Empty), await database.ReadOne<PartnerId?>("select @id", new { id = Guid.Empty }, CancellationToken.None));
        Assert.Null(await database.ReadOne<PartnerId?>("select null::uuid", values: null, CancellationToken.None));
        Assert.Null(await database.ReadOne<Guid?>("select @id where false", new { id = Guid.Empty }, CancellationToken.None));
        byte[] bytes = [1, 2];
        Assert.Equal(bytes, await database.ReadOne<byte[]>("select @bytes", new { bytes }, CancellationToken.None));
        Assert.Equal([1, 2], await database.Read<int>("select n from unnest(@numbers) n", new { numbers = new[] { 1, 2 } }, CancellationToken.None));
    }

    [Fact]
    public async Task The_end_of_time_comes_back_as_it_went() =>
        Assert.Equal(DateTimeOffset.MaxValue, await database.ReadOne<DateTimeOffset>("select @end",
            new { end = DateTimeOffset.MaxValue }, CancellationToken.None));

    [Fact]
    public async Task Json_goes_as_json_and_comes_as_text_or_element()
    {
        var stored = (await database.ReadOne<Stored>(
            "select @hours as hours, @same as same, @none as none",
            new { hours = UnitOfWork.Json(new { a = 1 }), same = UnitOfWork.Json(new { a = 1 }), none = UnitOfWork.Json<object?>(null) },
            CancellationToken.None))!;
        Assert.Equal("""{"a": 1}""", stored.Hours);
        Assert.Equal(1, stored.Same.GetProperty("a").GetInt32());
        Assert.Null(stored.None);
    }

    [Fact]
    public async Task Columns_that_are_not_the_records_are_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.ReadOne<Swapped>(
            "select @id as id, @text as text", new { id = Guid.Empty, text = "" }, CancellationToken.None));

    [Fact]
    public async Task What_the_statement_does_not_name_is_not_sent() =>
        Assert.Equal(1, await database.ReadOne<int>("select @one", new { one = 1, unknown = new Version(1, 2) }, CancellationToken.None));

    [Fact]
    public async Task A_value_may_be_named_twice_and_texts_and_comments_name_none() =>
        Assert.Equal("yes @word yes", await database.ReadOne<string>(
            """
            select @word || ' @word ' || @Word -- not @word, nor Ieva's
            where @other = 'other'
            """,
            new { word = "yes", other = "other" }, CancellationToken.None));
}
