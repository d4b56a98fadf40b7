using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>
/// The words that consent is asked in. A version never changes once it was used: a receipt keeps its hash, so that years
/// later it can be shown what a person agreed to (GDPR Art. 7(1)).
/// </summary>
static class Wordings
{
    /// <param name="Purpose">The one that it is for, where it is for no other; else null.</param>
    public sealed record Wording(string Version, string Language, string Text, string? Purpose = null)
    {
        /// <summary>Names this very text: a person may have had it read to them in another language than their own.</summary>
        public string Id => $"{Version}-{Language}";

        /// <summary>SHA-256 of the text in UTF-8.</summary>
        public byte[] Hash { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>The newest first: that is the one to ask in.</summary>
    public static readonly IReadOnlyList<Wording> All =
    [
        new("2026-12", "en",
            """
            You decide who may know what about you.
            We first ask for help without saying who you are.
            Only an organisation that you named, and that says yes, gets what you agreed to. It may not pass it on.
            You can leave anything out, for everybody or for one organisation.
            We will help you even if you say no. We will help you even if you do not talk to the police.
            You can take this back at any time. Tell any of us. Whoever you tell can open nothing any more. We share nothing more, and close what was shared.
            An organisation that has helped you can open your details for 14 more days. If it has lost contact with you: for 72 hours, in case you come back. If its help ends in another way: no longer.
            You can ask who has looked at it.
            """),
        new("2026-12", "lt",
            """
            Jūs sprendžiate, kas ir ką gali apie jus žinoti.
            Pagalbos pirmiausia prašome nesakydami, kas jūs esate.
            Tik jūsų įvardyta ir sutikusi padėti organizacija gauna tai, kam sutikote. Ji negali to perduoti kitiems.
            Galite ką nors praleisti – visiems arba vienai organizacijai.
            Padėsime, net jei pasakysite „ne“. Padėsime, net jei nekalbėsite su policija.
            Galite tai atšaukti bet kada. Pasakykite bet kuriam iš mūsų. Kam pasakysite, tas nieko nebegalės atverti. Nieko daugiau neperduosime, o tai, kas perduota, uždarysime.
            Jums padėjusi organizacija jūsų duomenis dar gali atverti 14 dienų. Jei ryšys su jumis nutrūko – 72 valandas, jei sugrįžtumėte. Jei pagalba baigėsi kitaip – nebegali.
            Galite paklausti, kas tai žiūrėjo.
            """),
        new("2026-11", "en",
            """
            You decide who may know what about you. We ask the organisations named here for help, first without saying who you
            are. Only the organisation that accepts gets, of what you have ticked, what its help needs, for this purpose alone,
            and may not pass it on. The police and other authorities get nothing this way. You can leave anything out, for
            everybody or for one organisation. You will be helped also if you say no, and also if you do not speak to the
            police. You can take this back at any time, as easily as you gave it: tell any of us. From then on nothing more is
            shared and what was shared is closed. You may see who has looked at it.
            """),
        new("2026-11", "lt",
            """
            Jūs sprendžiate, kas ir ką gali apie Jus žinoti. Čia įvardytų organizacijų pagalbos pirmiausia prašome nenurodydami,
            kas Jūs esate. Tik pagalbą suteikti sutikusi organizacija gauna iš to, ką pažymėjote, tai, ko reikia jos pagalbai,
            vien šiam tikslui, ir negali perduoti kitiems. Policija ir kitos valdžios institucijos šiuo keliu negauna nieko.
            Galite bet ką palikti neatskleista visiems arba vienai organizacijai. Jums bus padedama ir tada, jei atsisakysite,
            ir tada, jei nekalbėsite su policija. Sutikimą galite atšaukti bet kada taip pat lengvai, kaip jį davėte:
            pasakykite bet kuriam iš mūsų. Nuo tada niekas daugiau neperduodama, o tai, kas perduota, uždaroma. Galite
            sužinoti, kas tai žiūrėjo.
            """),
        new("2026-12-handoff", "en",
            """
            You decide whether the police or another authority get anything, and what.
            We will help you even if you say no. We will help you even if you do not talk to the police.
            You can ask a lawyer first. You need not decide today.
            You say yes or no to each thing: to each part of your file, and to each document, picture, recording or object, one by one.
            What they get may be used in an investigation and in court. It may have to be shown to the defence of the person who is accused.
            If you hand over a telephone, that is one yes. What is taken out of it, the police ask you about themselves, on their own form.
            They contact you only if you want that, and only in the way that you choose. Otherwise they ask us.
            You can take this back at any time. Then we send nothing more. What they have as evidence by then, they may have to keep.
            You can ask who has looked at it.
            """, Codes.Handoff),
        new("2026-12-handoff", "lt",
            """
            Jūs sprendžiate, ar policija ar kita institucija ką nors gaus ir ką.
            Padėsime, net jei pasakysite „ne“. Padėsime, net jei nekalbėsite su policija.
            Pirmiau galite pasitarti su advokatu. Šiandien spręsti nebūtina.
            Dėl kiekvieno dalyko „taip“ arba „ne“ sakote atskirai: dėl kiekvienos bylos dalies, dėl kiekvieno dokumento, nuotraukos, įrašo ar daikto.
            Tai, ką jie gaus, gali būti panaudota tyrime ir teisme. Gali tekti tai parodyti kaltinamojo gynybai.
            Jei atiduodate telefoną, tai vienas „taip“. Dėl to, kas iš jo paimama, policija jūsų paklaus pati, savo forma.
            Su jumis jie susisieks tik jei to norite ir tik taip, kaip pasirinksite. Kitaip klaus mūsų.
            Galite tai atšaukti bet kada. Tada nieko daugiau nesiųsime. Ką jie iki tol turės kaip įrodymą, gali tekti jiems saugoti.
            Galite paklausti, kas tai žiūrėjo.
            """, Codes.Handoff),
    ];

    /// <summary>What a record of consent may name: a text, or a version, which is the text in the person's language.</summary>
    public static readonly FrozenSet<string> Known = All.SelectMany(w => new[] { w.Id, w.Version }).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Where only the version is named and it is not written in the person's language: the English text, which was then interpreted.
    /// </summary>
    public static Wording For(string named, string language) =>
        All.FirstOrDefault(w => w.Id == named)
        ?? All.FirstOrDefault(w => w.Version == named && w.Language == language)
        ?? All.First(w => w.Version == named && w.Language == "en");

    public static void MapWordings(this WebApplication app) =>
        app.MapGet("/wordings", () => Answers.Found(new
        {
            items = All.Select(w => new { w.Id, w.Version, w.Language, w.Text, w.Purpose, hash = Convert.ToHexStringLower(w.Hash) }),
        })).RequireAuthorization();
}
