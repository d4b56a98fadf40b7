using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What of a case goes to the police, to authorities and to courts: for those who work with it, none of whom depends on it.</summary>
/// <param name="Unread">How many more could not be read.</param>
public sealed record CaseHandoffs(IReadOnlyList<CaseHandoffs.Row> Rows, int Unread)
{
    public sealed record Row(string Address, string Title, PartnerId? With, string State, string StateWords);

    public static async Task<CaseHandoffs> Read(
        Guid caseId, CasesClient cases, ConsentedHandoffsClient handoffs, StatusReferralsClient referrals, CompelledDisclosuresClient compelled,
        Words words)
    {
        var conversations = (await cases.ConversationsOf(caseId).Require()).Items;
        var answers = await Task.WhenAll(conversations.Select(one => one.Conversation switch
        {
            Conversations.Handoff => Line(one, handoffs.Read(one.Id), seen => Say(
                "handoff.title", seen.Line.Reference, seen.Line.To, seen.Line.State, "handoffState")),
            Conversations.StatusReferral => Line(one, referrals.Read(one.Id), seen => Say(
                "handoffParts.status", seen.Line.Reference, seen.Line.To, seen.Line.State, "statusState")),
            Conversations.CompelledDisclosure => Line(one, compelled.Read(one.Id), seen => Say(
                "compelled.title", seen.Reference, seen.Own?.Line.With, seen.State, "compelledState")),
            _ => Task.FromResult<(Row? Row, bool Unread)>((null, false)),
        }));
        return new([.. answers.Select(answer => answer.Row).OfType<Row>()], answers.Count(answer => answer.Unread));

        Row Say(string title, string reference, PartnerId? with, string state, string states) =>
            new("", words.With(title, ("reference", reference)), with, state, words.Code(states, state));
    }

    static async Task<(Row? Row, bool Unread)> Line<T>(ConversationLine one, Task<Answer<T>> read, Func<T, Row> say)
    {
        var answer = await read;
        return answer.Problem is null ? (say(answer.Body!) with { Address = $"/{one.Conversation}s/{one.Id}" }, false)
            // Of an order that nobody has made a disclosure of there is none.
            : (null, answer.Status != StatusCodes.Status404NotFound || one.Conversation != Conversations.CompelledDisclosure);
    }
}
