using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Cases;

public static class FieldForm
{
    /// <summary>The answers given, by field; what cannot be read becomes an error beside its question, and what was typed stays.</summary>
    public static Dictionary<string, object> Read(
        IEnumerable<CaseField> fields, IFormCollection form, DateOnly today, ModelStateDictionary errors, Words words)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        Keep(fields, form, errors);
        foreach (var field in fields)
        {
            var posted = $"f.{field.Name}";
            if (!FieldAnswers.TryRead(field, form, today, out var value, out var fault))
                errors.AddModelError(posted, words.With(fault, ("field", words.Code("field", field.Name))));
            else if (value is not null)
                values[field.Name] = value;
        }
        return values;
    }

    /// <summary>Where the form asks for what Cases found wrong, and what to do there; null: it is no field of a case.</summary>
    public static (string Question, string Say)? Beside(IEnumerable<CaseField> fields, string pointer, Words words) =>
        pointer.Split('/') is ["", "fields", var name, ..] && fields.FirstOrDefault(field => field.Name == name) is { } wrong
            ? ($"f.{name}", words.With($"wrongField.{wrong.Type}", ("field", words.Code("field", name)), ("most", wrong.Most)))
            : null;

    /// <summary>What was typed is shown again.</summary>
    public static void Keep(IEnumerable<CaseField> fields, IFormCollection form, ModelStateDictionary errors)
    {
        foreach (var posted in fields.Select(field => $"f.{field.Name}"))
            foreach (var key in new[] { posted, $"{posted}.Day", $"{posted}.Month", $"{posted}.Year" })
                if (form.TryGetValue(key, out var typed))
                {
                    errors.SetModelValue(key, typed.ToArray(), typed.ToString());
                    errors.MarkFieldValid(key); // a value that nobody has judged counts as not valid
                }
    }
}
