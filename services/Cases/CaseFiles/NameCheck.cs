using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.CaseFiles;

/// <summary>Does a text that is to leave name the person of a case? Nothing of the text is kept.</summary>
public static class NameCheck
{
    /// <summary>A letter alone, or two, stand in any text.</summary>
    const int ShortestName = 3;

    sealed record Compared(string Text);

    public static void MapNameCheck(this WebApplication app) => app.MapCaseWork("/cases").MapPost("{caseId:guid}/names-in", Compare);

    static async Task<IResult> Compare(
        Guid caseId, Compared body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var fields = await CaseContents.Read(work, key, caseId, ["Name"], cancellationToken);
        work.Audit(caller, Verbs.NamesCompared, found.LedgerReference);
        var names = fields.Values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!);
        return Answers.Found(new { named = IsNamed(names, body.Text) });
    }

    /// <summary>
    /// Whether a word of a name stands in the text, accents and case aside, and the ending aside that many languages change. Rather one too
    /// many: a report can be read again, a name that has left cannot be called back.
    /// </summary>
    public static bool IsNamed(IEnumerable<string> names, string text)
    {
        var stems = names.SelectMany(FoldedText.Words)
            .Where(word => word.Length >= ShortestName && !char.IsAsciiDigit(word[0]))
            .Select(word => word.Length > ShortestName ? word[..^1] : word)
            .ToList();
        return FoldedText.Words(text).Any(word => stems.Exists(stem => word.StartsWith(stem, StringComparison.Ordinal)));
    }
}
