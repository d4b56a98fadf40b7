using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using static ReferralNetwork.Handoffs.CompelledDisclosures.States;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

// Two persons approve, the person is told, and Cases is asked.
public static partial class CompelledRules
{
    public static Decision<CompelledDisclosure> Approve(CompelledDisclosureState state, ApproveCompelled command, DateTimeOffset now)
    {
        var data = state.Data;
        if (CannotApprove(state.CurrentState, data, command.Actor, command.As, command.Capacity) is { } refusal)
            return refusal;
        if (data.Order.Digest is null)
            return new Refusal("NO_DIGEST", "It was recorded before an order had a digest to name: read the order again from the case first.");
        if (!string.Equals(command.Seen, data.Order.Digest, StringComparison.Ordinal))
            return new Refusal(
                "ORDER_CHANGED", "What you have read is not what this disclosure is for: the order was narrowed. Read what would leave now.");
        var deputyOf = command.Capacity.Holds.Contains(command.As, StringComparer.Ordinal)
            ? null : (Guid?)Standing(data, command.As, command.Capacity).First().Of;
        var approval = new CompelledApproval(command.As, command.Actor, deputyOf, now, data.Order.Version);
        return new Step<CompelledDisclosure>(data with { Approvals = [.. data.Approvals, approval] }, now)
            .ByUser(command, Verbs.DemandApproved, with: null, command.As)
            .To(state.CurrentState == Approved1 ? Approved2 : Approved1);
    }

    /// <summary>Why this person cannot approve in this role; null if they can.</summary>
    public static Refusal? CannotApprove(string state, CompelledDisclosure data, Guid actor, string role, Capacity capacity) =>
        state == Checked && data.Finding != Codes.InOrder
            ? new("NOT_IN_ORDER", "The check did not find this order in order: narrow, challenge or refuse it.")
        : capacity.IsOfficer ? new("OFFICER", "The data-protection officer advises and reviews, and so approves nothing.")
        : actor == data.Requester ? new("REQUESTER", "You recorded this disclosure: two others approve it.")
        : capacity.Deputyships.Any(d => d.Of == data.Requester && !(d.EndedAt < data.RecordedAt))
            ? new("REQUESTERS_DEPUTY", "You are the deputy of who recorded this disclosure: others approve it.")
        : !capacity.Holds.Contains(role, StringComparer.Ordinal) && !capacity.Deputyships.Any(d => d.Role == role && d.EndedAt is null)
            ? new("NOT_AN_APPROVER", "The coordinator and the director approve, or the deputies whom they have named.")
        : data.Approvals.Any(a => a.Actor == actor)
            ? new("ALREADY_APPROVED", "You have approved it already: another person gives the other approval.")
        : data.Approvals.Any(a => a.As == role) ? new("ROLE_HAS_APPROVED", $"The {role} has approved this already: the other role approves now.")
        : !capacity.Holds.Contains(role, StringComparer.Ordinal) && !Standing(data, role, capacity).Any()
            ? new("NAMED_TOO_LATE", "You were named as a deputy after this disclosure was recorded: for this one it does not count.")
        : null;

    /// <summary>A word that the person was told, or may not be, until something leaves. Once they were told, that stands.</summary>
    public static Decision<CompelledDisclosure> Told(CompelledDisclosureState state, RecordTold command, DateTimeOffset now)
    {
        if (state.Data.Told is { BanUntil: null })
            return new Refusal("ALREADY_TOLD", "The person was told already.");
        if (state.Data.Tellings.Contains(command.Telling.Id))
            return Used;
        var (id, ban) = (state.Data.Id, command.Telling.BanUntil);
        var step = new Step<CompelledDisclosure>(
                state.Data with { Told = command.Telling, Tellings = [.. state.Data.Tellings, command.Telling.Id], BanEnded = false }, now)
            .ByUser(
                command, ban is null ? Verbs.DemandTold : Verbs.DemandBanRecorded, with: null, appliesAt: ban ?? command.Telling.ToBeHeardUntil);
        return (ban is { } until ? step.Schedule(BanEndsKey(id), until, new CompelledBanEndsDue(id)) : step.Cancel(BanEndsKey(id))).Stay();
    }

    /// <summary>Not before the person was told and their time to be heard is over, unless the order forbids it still.</summary>
    public static Decision<CompelledDisclosure> Disclose(CompelledDisclosureState state, DiscloseCompelled command, DateTimeOffset now)
    {
        var data = state.Data;
        if (CannotDisclose(data, now) is { } refusal)
            return refusal;
        var release = new Release(Guid.CreateVersion7(), now);
        return new Step<CompelledDisclosure>(data with { Release = release }, now)
            .ByUser(command, Verbs.ReleaseRequested, with: null)
            .Send(new ReleaseDetails(release.RequestId, Conversations.CompelledDisclosure, data.Id, [data.Id], data.Recipient, data.Order.Digest))
            .Stay();
    }

    public static Refusal? CannotDisclose(CompelledDisclosure data, DateTimeOffset now) => data switch
    {
        { Release.Pending: true } => Pending,
        { Told: null } => new("NOT_TOLD", "The person is told first, with a lawyer's name and time to be heard, unless the order forbids it."),
        { Told.BanUntil: { } ban } when ban <= now => new("BAN_OVER", "The order forbids telling the person no more: tell them first."),
        { Told.ToBeHeardUntil: { } until } when until > now => new("TO_BE_HEARD", $"The person has time to be heard until {until:u}."),
        _ => null,
    };

    /// <summary>What Cases released is disclosed, whichever request it answers: none goes unseen.</summary>
    public static Decision<CompelledDisclosure>? DetailsReleased(CompelledDisclosureState state, DetailsReleased fact, DateTimeOffset now)
    {
        if (state.CurrentState != Approved2)
            return null;
        var release = state.Data.Release ?? new Release(fact.RequestId, now);
        return new Step<CompelledDisclosure>(
                state.Data with
                {
                    Release = release with
                    {
                        AnsweredAt = fact.ReleasedAt,
                        Refused = null,
                        FileSha256 = fact.FileSha256,
                        Exhibits = fact.Exhibits ?? [],
                    },
                    DisclosureId = fact.DisclosureId,
                    DisclosedAt = fact.ReleasedAt,
                }, now)
            .OnTimeline(Verbs.DetailsReleased, fact.To, track: Track.Evidence)
            .AwaitReview()
            .To(Disclosed);
    }

    public static Decision<CompelledDisclosure>? ReleaseRefused(CompelledDisclosureState state, ReleaseRefused fact, DateTimeOffset now) =>
        state.Data.Release is not { Pending: true } asked || asked.RequestId != fact.RequestId
            ? null
            : new Step<CompelledDisclosure>(
                    state.Data with { Release = asked with { Refused = fact.Reason, AnsweredAt = fact.RefusedAt } }, now)
                .OnTimeline(Verbs.ReleaseRefused, with: null, fact.Reason, Track.Evidence)
                .Stay();

    static readonly Refusal Used = new("TELLING_USED", "This was counted already: record in the case what the person was told now.");

    /// <summary>Named before the disclosure was recorded, and still.</summary>
    static IEnumerable<Deputyship> Standing(CompelledDisclosure data, string role, Capacity capacity) =>
        capacity.Deputyships.Where(d => d.Role == role && d.EndedAt is null && d.NamedAt < data.RecordedAt);
}
