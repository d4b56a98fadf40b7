using System.Globalization;
using System.Reflection;

namespace ReferralNetwork.Common.Texts;

/// <summary>The languages that one gateway speaks; the first is the one for whoever asks for none of them.</summary>
public sealed class Languages(Assembly assembly, params IEnumerable<string> cultures)
{
    public IReadOnlyList<Catalogue> All { get; } = [.. cultures.Select(culture => Catalogue.Read(assembly, CultureInfo.GetCultureInfo(culture)))];

    public Catalogue? Find(string language) => All.FirstOrDefault(catalogue => catalogue.Language == language);

    public Catalogue For(string language) => Find(language) ?? All[0];
}
