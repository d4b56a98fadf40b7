using System.Collections.Frozen;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.TravelFacts;

/// <summary>What a fact must say to be one.</summary>
public static class TravelFactForm
{
    /// <param name="Must">What it is nothing without.</param>
    /// <param name="May">What can be said too.</param>
    sealed record Members(string[] Must, params string[] May);

    static readonly FrozenDictionary<string, FrozenSet<string>> states = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        [TravelFact.ProtectionStatus] = Codes.ProtectionStatuses,
        [TravelFact.ReturnDecision] = Codes.ReturnDecisionStates,
        [TravelFact.RecoveryPeriod] = Codes.RecoveryPeriods,
        [TravelFact.Order] = Codes.OrderStates,
        [TravelFact.Proceedings] = Codes.ProceedingStates,
        [TravelFact.OfDecider] = Codes.DeciderBases,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Members with codes of their own.</summary>
    static readonly (string Pointer, Func<TravelFact, string?> Value, FrozenSet<string> Known)[] coded =
    [
        ("decision", fact => fact.Decision, Codes.ReturnDecisions), ("code", fact => fact.Code, Codes.RecoveryEndCodes),
        ("heard", fact => fact.Heard, Codes.ProceedingAnswers), ("lawyer", fact => fact.Lawyer, Codes.ProceedingAnswers),
        ("compensation", fact => fact.Compensation, Codes.ProceedingAnswers),
    ];

    static readonly (string Name, Func<TravelFact, object?> Value)[] members =
    [
        .. coded.Select(member => (member.Pointer, new Func<TravelFact, object?>(member.Value))),
        ("by", fact => fact.By), ("from", fact => fact.From), ("until", fact => fact.Until), ("document", fact => fact.Document),
        ("challenged", fact => fact.Challenged), ("writtenWish", fact => fact.WrittenWish), ("adviceBy", fact => fact.AdviceBy),
        ("adviceOn", fact => fact.AdviceOn), ("decider", fact => fact.Decider), ("lifts", fact => fact.Lifts),
    ];

    static Members For(string kind, string state) => (kind, state) switch
    {
        (TravelFact.ProtectionStatus, "protected" or "refused-finally" or "withdrawn") =>
            new([], "writtenWish", "adviceBy", "adviceOn", "document"),
        (TravelFact.ProtectionStatus, _) => new([], "document"),
        (TravelFact.ReturnDecision, _) => new(["decision", "by"], "document"),
        (TravelFact.RecoveryPeriod, "granted") => new(["by", "from", "until", "document"]),
        (TravelFact.RecoveryPeriod, "extended") => new(["until"], "by", "document"),
        (TravelFact.RecoveryPeriod, "ended-early") => new(["code"], "challenged", "by", "document"),
        (TravelFact.RecoveryPeriod, _) => new([], "document"),
        (TravelFact.Order, TravelFact.Bars) => new(["by", "document"], "until"),
        (TravelFact.Order, _) => new(["lifts", "document"], "by"),
        (TravelFact.Proceedings, "running") => new(["heard", "lawyer", "compensation"], "document"),
        (TravelFact.OfDecider, "lawyers-advice") => new(["decider", "adviceBy", "adviceOn"]),
        (TravelFact.OfDecider, _) => new(["decider"]),
        _ => new([], "document"),
    };

    public static IReadOnlyList<Fault> Check(TravelFact form, CaseTravelFacts known, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        ConsentForm.CheckCode(faults, "/kind", form.Kind, Codes.TravelFactKinds);
        if (faults.Count > 0)
            return faults; // what else is right depends on it
        ConsentForm.CheckCode(faults, "/state", form.State, states[form.Kind]);
        if (faults.Count == 0)
            CheckMembers(faults, form, For(form.Kind, form.State));
        foreach (var (name, value, codes) in coded)
            if (value(form) is { } code)
                ConsentForm.CheckCode(faults, $"/{name}", code, codes);
        ConsentForm.CheckText(faults, "/by", form.By, ConsentForm.LongestName);
        ConsentForm.CheckText(faults, "/document", form.Document, ConsentForm.LongestWords);
        ConsentForm.CheckText(faults, "/adviceBy", form.AdviceBy, ConsentForm.LongestName);
        if (form.Decider is { } decider)
        {
            ConsentForm.CheckDecider(faults, decider, known.Person);
            if (!known.Person.IsChild(now))
                faults.Add(new("/decider", "must be left out: the person is an adult and decides; a child's birth date stands in the case"));
        }
        CheckDays(faults, form, known.Day(now));
        if (form.Lifts is { } lifts && !known.OrdersInForce(now).Any(order => order.Id == lifts))
            faults.Add(new("/lifts", "is no order of this case that bars: it was lifted, is over, or never stood here"));
        return faults;
    }

    static void CheckMembers(List<Fault> faults, TravelFact form, Members allowed)
    {
        foreach (var (name, value) in members)
        {
            if (value(form) is null && allowed.Must.Contains(name, StringComparer.Ordinal))
                faults.Add(new($"/{name}", $"is missing: {form.Kind} {form.State} is a fact only with it"));
            else if (value(form) is not null && !allowed.Must.Concat(allowed.May).Contains(name, StringComparer.Ordinal))
                faults.Add(new($"/{name}", $"must be left out of {form.Kind} {form.State}"));
        }
        if (form.AdviceBy is null != form.AdviceOn is null && allowed.May.Contains("adviceBy", StringComparer.Ordinal))
            faults.Add(new(form.AdviceBy is null ? "/adviceBy" : "/adviceOn", "is missing: advice has a named lawyer and a date"));
    }

    static void CheckDays(List<Fault> faults, TravelFact form, DateOnly today)
    {
        if (form.On > today)
            faults.Add(new("/on", "lies in the future: record it when it is so"));
        if (form.AdviceOn > today)
            faults.Add(new("/adviceOn", "lies in the future"));
        if (form.Until < (form.From ?? form.On))
            faults.Add(new("/until", $"must not be before {(form.From is null ? "on" : "from")}"));
    }

    /// <summary>As it is kept; what cannot be is left as it was sent, for <see cref="Check"/> to refuse.</summary>
    public static TravelFact Cleaned(TravelFact form) => form with
    {
        By = ConsentForm.Clean(form.By),
        Document = ConsentForm.Clean(form.Document),
        AdviceBy = ConsentForm.Clean(form.AdviceBy),
        Decider = ConsentForm.Cleaned(form.Decider),
    };
}
