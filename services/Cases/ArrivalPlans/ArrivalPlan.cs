using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.ArrivalPlans;

/// <summary>What the person wants done if they do not arrive, in their words. No word that they say on arrival belongs here.</summary>
/// <param name="Desks">The duty desks that may read it at an alarm.</param>
/// <param name="RingFirst">Whom, and how to reach them.</param>
/// <param name="RingNever">Whom never, whatever happens; null: nobody was named.</param>
/// <param name="AfterHours">So many hours after the alarm; 0: at once.</param>
/// <param name="MayHear">What may be said to those who are rung.</param>
public sealed record ArrivalPlan(IReadOnlyList<Guid> Desks, string RingFirst, string? RingNever, int AfterHours, string MayHear)
{
    const int MostDesks = 4, LongestWait = 72;

    /// <param name="kinds">Of those among the desks that the caller may name.</param>
    /// <param name="excluded">Organisations that the person has shut out altogether.</param>
    public static List<Fault> Check(
        ArrivalPlan form, IReadOnlyDictionary<Guid, string> kinds, IReadOnlySet<Guid> excluded)
    {
        var faults = new List<Fault>();
        if (form.Desks.Count is 0 or > MostDesks)
            faults.Add(new("/desks", $"must name 1 to {MostDesks} organisations"));
        foreach (var (index, desk) in form.Desks.Index())
        {
            if (!kinds.TryGetValue(desk, out var kind))
                faults.Add(new($"/desks/{index}", "is no organisation of the network"));
            else if (Codes.StateBodies.Contains(kind))
                faults.Add(new($"/desks/{index}", "is a body of a State: none reads whom a person trusts and whom they fear"));
            else if (excluded.Contains(desk))
                faults.Add(new($"/desks/{index}", "was excluded by the person"));
            else if (form.Desks.Take(index).Contains(desk))
                faults.Add(new($"/desks/{index}", "is there twice"));
        }
        ConsentForm.CheckText(faults, "/ringFirst", form.RingFirst, ConsentForm.LongestWords);
        ConsentForm.CheckText(faults, "/ringNever", form.RingNever, ConsentForm.LongestWords);
        ConsentForm.CheckText(faults, "/mayHear", form.MayHear, ConsentForm.LongestWords);
        if (form.AfterHours is < 0 or > LongestWait)
            faults.Add(new("/afterHours", $"must be 0 to {LongestWait}"));
        return faults;
    }

    /// <summary>As it is kept; what cannot be is left as it was sent, for <see cref="Check"/> to refuse.</summary>
    public static ArrivalPlan Cleaned(ArrivalPlan form) => form with
    {
        RingFirst = ConsentForm.Clean(form.RingFirst)!,
        RingNever = ConsentForm.Clean(form.RingNever),
        MayHear = ConsentForm.Clean(form.MayHear)!,
    };

    /// <summary>The organisations that the person has shut out altogether, for whatever purpose.</summary>
    internal static HashSet<Guid> ExcludedBy(CaseConsents consents, bool reading, DateTimeOffset now) =>
        ConsentRules.ShutOut(consents.Receipts, consents.Person, Codes.ReturnAssistance, reading, now);

    /// <param name="content">What is sealed; the caller wipes it.</param>
    internal byte[] Seal(DataKey key, Guid caseId, Guid planId, Guid returnId, out byte[] content)
    {
        content = JsonSerializer.SerializeToUtf8Bytes(this, NetworkJson.Options);
        return key.Seal(content, Binding.ArrivalPlan(caseId, planId, returnId));
    }

    /// <exception cref="CryptographicException">It is not what was sealed in this place.</exception>
    internal static ArrivalPlan Open(DataKey key, byte[] content, Guid caseId, Guid planId, Guid returnId)
    {
        var plain = key.Open(content, Binding.ArrivalPlan(caseId, planId, returnId));
        var plan = JsonSerializer.Deserialize<ArrivalPlan>(plain, NetworkJson.Options)!;
        CryptographicOperations.ZeroMemory(plain);
        return plan;
    }
}
