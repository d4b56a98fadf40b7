namespace ReferralNetwork.Tests.Demo.Playing;

/// <summary>
/// The fictional survivors and every text that is typed about them. Each text is like no other in the world, so that
/// finding one anywhere says where it came from.
/// </summary>
public static class Canaries
{
    public static readonly Survivor Zydrune = new("Žydrūnė", "Kanarėlytė-Švilpūnė", "+37061900417", "kanarele.svilpune@survivor.example", "Giesmininkėlė");
    public static readonly Survivor Zhanna = new("Жаннета", "Щеглова-Канарейкина", "+37061900418", "zhanneta.shcheglova@survivor.example", "Пташечка-Ночка");
    public static readonly Survivor Isil = new("Işılay", "Kanaryagüzelioğlu", "+905319004190", "isilay.kanarya@survivor.example", "Çalıkuşucuğum");
    public static readonly Survivor Zahra = new("زهرالكناري", "العصفورالأصفر", "+37061900420", "zahra.kanari@survivor.example", "عصفورةالفجر");

    public const string Risk = "Jos ieško kaimynas Vabalkšnis iš Dulkupio";
    public const string Needs = "Miega tik prie šviesos, bijo liftų ir Žvirgždupio gatvės";
    public const string Question = "Ar priimtumėte ją su papūga Čiurle narvelyje?";
    public const string Answer = "Papūga Čiurlė lieka pas tetą Šermukšnienę";
    public const string OutcomeNote = "Gyvena jaukiai, dirba Skruzdėlyno kepykloje";
    public const string DeclineNote = "Šalia gyvena jos pusbrolis Ąžuolas Kregždenis";

    static readonly Survivor[] Survivors = [Zydrune, Zhanna, Isil, Zahra];

    public static readonly IReadOnlyList<string> All =
    [
        .. Survivors.SelectMany(s => new[] { s.FirstName, s.SecondName, s.MobilePhone, s.Email, s.Alias }),
        Risk, Needs, Question, Answer, OutcomeNote, DeclineNote,
    ];
}

/// <param name="Alias">What a shelter calls her: it sees this and not her name.</param>
public sealed record Survivor(string FirstName, string SecondName, string MobilePhone, string Email, string Alias);
