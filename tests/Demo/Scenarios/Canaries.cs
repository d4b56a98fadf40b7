namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// The fictional survivors and every text that is typed about them. Each text is like no other in the world, so that
/// finding one anywhere says where it came from.
/// </summary>
public static class Canaries
{
    public static readonly Survivor Zydrune = new(
        "Žydrūnė", "Kanarėlytė-Švilpūnė", "+37061900417", "kanarele.svilpune@survivor.example", "Giesmininkėlė");
    public static readonly Survivor Zhanna = new(
        "Жаннета", "Щеглова-Канарейкина", "+37061900418", "zhanneta.shcheglova@survivor.example", "Пташечка-Ночка");
    public static readonly Survivor Isil = new("Işılay", "Kanaryagüzelioğlu", "+905319004190", "isilay.kanarya@survivor.example", "Çalıkuşucuğum");
    public static readonly Survivor Zahra = new("زهرالكناري", "العصفورالأصفر", "+37061900420", "zahra.kanari@survivor.example", "عصفورةالفجر");
    public static readonly Survivor Femke = new(
        "Femkelientje", "Kanariewinterkoning-Geelvink", "+37061900433", "femkelientje.geelvink@survivor.example", "Winterkoninkje");
    public static readonly Survivor Smilga = new(
        "Smilgažolė", "Kanarkupstytė-Vėjavaikė", "+37061900434", "smilgazole.vejavaike@survivor.example", "Smilgelė-Dulkelė");
    public static readonly Survivor Rasodange = new(
        "Rasodangė", "Kanarvėjūnė-Liepsnelė", "+37061900436", "rasodange.kanarvejune@survivor.example", "Rasotoji-Dangė");
    public static readonly Survivor Skruzdziukas = new(
        "Skruzdžiukas", "Kanarvėjūnas-Liepsnelis", "+37061900437", "skruzdziukas.kanarvejunas@survivor.example", "Skruzdėliukas-Rubuiliukas");
    public static readonly Survivor Ugniaspalve = new(
        "Ugniaspalvė", "Kanarmiškytė-Aitvarė", "+37061900438", "ugniaspalve.kanarmiskyte@survivor.example", "Aitvarytė-Žarija");
    public static readonly Survivor Sniegvilna = new(
        "Sniegvilna", "Kanarlaukytė-Pusnynė", "+37061900439", "sniegvilna.kanarlaukyte@survivor.example", "Pusnynėlė-Vilna");
    public static readonly Survivor Vandenile = new(
        "Vandenilė", "Kanarežerytė-Nendrūnė", "+37061900440", "vandenile.kanarezeryte@survivor.example", "Nendrūnytė-Lašas");
    public static readonly Survivor Vartile = new(
        "Vartilė", "Kanarkiemytė-Slenkstūnė", "+37061900441", "vartile.kanarkiemyte@survivor.example", "Slenkstūnėlė-Vartė");
    public static readonly Survivor Pakelvyda = new(
        "Pakelvyda", "Kanarkelytė-Dulkūnė", "+37061900442", "pakelvyda.kanarkelyte@survivor.example", "Dulkūnėlė-Pakelė");
    public static readonly Survivor Lengvilas = new(
        "Lengvilas", "Kanarpūkis-Plunksnius", "+37061900443", "lengvilas.kanarpukis@survivor.example", "Plunksnelis-Pūkas");
    public static readonly Survivor Namgriza = new(
        "Namgrįža", "Kanarkrosnytė-Židinūnė", "+37061900444", "namgriza.kanarkrosnyte@survivor.example", "Židinūnėlė-Grįža");

    public static readonly Survivor Zemuoge = new(
        "Žemuogėlita", "Kanarpievytė-Sraigūnė", "+37061900446", "zemuogelita.kanarpievyte@survivor.example", "Sraigužėlė-Uoga");
    public static readonly Survivor Avietune = new(
        "Avietūnija", "Kanarkrūmytė-Spyglūnė", "+37061900447", "avietunija.kanarkrumyte@survivor.example", "Spygliukė-Avietė");

    public static readonly Survivor Rugiagele = new(
        "Rugiagėlita", "Kanarlankytė-Vosilkūnė", "+37061900448", "rugiagelita.kanarlankyte@survivor.example", "Vosilkaitė-Rugė");
    public static readonly Survivor Dobiliuke = new(
        "Dobiliukė", "Kanarganyklytė-Pempūnė", "+37061900449", "dobiliuke.kanarganyklyte@survivor.example", "Pempiukė-Dobilė");
    public static readonly Survivor Putinele = new(
        "Putinėlita", "Kanarsodytė-Uogžiedūnė", "+37061900450", "putinelita.kanarsodyte@survivor.example", "Putinukė-Žiedė");

    public static readonly Survivor Serksne = new(
        "Šerkšnėlita", "Kanarspeiglytė-Ledūnė", "+37061900451", "serksnelita.kanarspeiglyte@survivor.example", "Ledūniukė-Šerkšnė");
    public static readonly Survivor Vilkdalge = new(
        "Vilkdalgita", "Kanarvagytė-Lendrūnė", "+37061900452", "vilkdalgita.kanarvagyte@survivor.example", "Lendrūnaitė-Dalgė");

    public const string Risk = "Jos ieško kaimynas Vabalkšnis iš Dulkupio";
    public const string Needs = "Miega tik prie šviesos, bijo liftų ir Žvirgždupio gatvės";
    public const string Question = "Ar priimtumėte ją su papūga Čiurle narvelyje?";
    public const string Answer = "Papūga Čiurlė lieka pas tetą Šermukšnienę";
    public const string OutcomeNote = "Gyvena jaukiai, dirba Skruzdėlyno kepykloje";
    public const string DeclineNote = "Šalia gyvena jos pusbrolis Ąžuolas Kregždenis";

    public const string Attached = "Matė jį prie Meškėnupio malūno su raudonu Kikiliškių puodeliu";
    public const string AttachmentName = "Kikiliškių puodelis ir malūnas";

    /// <summary>Where visitors come from.</summary>
    public const string VisitorsAddress = "127.83.61.47";

    public const string JobOffer = "Skelbime žada kambarį prie Skroblynės ežero ir 3000 eurų už uogas";
    public const string Advice = "Paprašykite sutarties prieš kelionę; įmonė Uogžiedis registre neįrašyta";
    public const string InDanger = "Паспорт забрал хозяин, дверь на улице Чертополоховой заперта";
    public const string WeHelp = "Мы рядом; есть ли окно во двор к тётушке Ежевикиной?";
    public const string Agrees = "Да, согласна на приют, зовите меня Смородинка-Вьюнок";
    public const string PlaceFound = "Место есть, за вами придёт машина с зелёным Колокольчиковым флажком";
    public const string AliasInTheRoom = "Смородинка-Вьюнок";
    public const string ChosenFact = "Боится хозяина по кличке Барсучище";
    public const string EmergencyNote = "Užrakinta, raktas pas Barsukėlį, kalba šnabždėdama Gervuogynėje";
    public const string CallNote = "Skambino iš Pelkyno parduotuvės, domisi agentūra Viksvutė";
    public const string CallersNumber = "+37061900431";
    public const string SafeWords = "Sakykite, kad skambina siuvykla Adatėlė dėl Kregždutės suknelės";

    public const string AskedAboutKnown = "Smilgažolė Kanarkupstytė-Vėjavaikė, gimusi Kikiliškėse, kairė ranka su randeliu";
    public const string AskedAboutUnknown = "Nerasytis Niekadabuvėlis iš Varlabalės, su žaliu Pelynėlio šaliku";
    public const string WhyAsked = "Teta Skroblūnienė nebegirdi nuo Joninių ir renka nuotraukas";
    public const string AskersNumber = "+37061900435";

    public const string WhoMeets = "Po laikrodžiu stovės Bitė Kregždūnienė su mėlynu Vijūnėlio skėčiu";
    public const string BirthCertificate = "Gimimo liudijimas Nr. 83-Žibuoklynas, pas globėją Gluosnūnienę";
    public const string ChildsWords = "Noriu namo pas katiną Rainiulį-Pupsį ir į Žiogelių darželį";
    public const string RingFirst = "Sesuo Šarmūnė Kanarupytė, +37061900445, po aštuonių vakaro";
    public const string RingNever = "Niekada neskambinti Vabalkšniui iš Gelžgalių kiemo";
    public const string MayHear = "Tik tai, kad ji keliauja ir vėluoja pas Drugelynus";

    public const string Place = "Rūsys po Šimtakojynės girnomis, įėjimas pro Varputynės kiemą";
    public const string Vehicle = "Furgonas ŽVIRBLŪN 417-KIKILIS";
    public const string PoliceReference = "PP-Vėgėlynė-2026/417";

    public const string MeetingPoint = "Žibuoklynės skersgatvis 417, mėlynos durys už Straubliukų sandėlio";
    public const string MeetingTime = "Kai užgęsta Pelėdgirių bokšto žiburys";
    public const string MeetingWords = "Skambinti dukart Voverienei, šuo Kriauklius nekanda";

    public const string Officer = "Vyr. tyrėjas Žiogbertas Kregžlys";
    public const string EvidencePlace = "Palėpė virš Kurmiarausio kalvės";
    public const string BagNumber = "MAIŠ-Kurmiukas-0417";
    public const string NotebookLabel = "Sąsiuvinis su Vėžliukės skaičiais";
    public const string Notebook = "Šliuželynas moka penktadieniais, 417 už naktį, liudija Varnalėša Dagytė";
    public const string LetterLabel = "Laiškas su Smilginuko pašto ženklu";
    public const string Letter = "Mylima Usniukaite, nerodyk niekam šio Pienpūkio lapo";
    public const string TelephoneLabel = "Telefonas Žaltvykslėlė be įkroviklio";

    public const string AuthorityReference = "VT-Sūkurlapis-2026/417";
    public const string PeriodDocument = "Pažyma Nr. 417-Gervuolynas, seife pas Verpstukę";
    public const string OrderName = "Nutartis dėl Kirmgraužos bylos";
    public const string OrderText = "Teismas įpareigoja pateikti Kirmgraužynės byloje minimos asmens vardą";
    public const string OrderLaw = "Ūkanų proceso kodekso Miglakalnio 417 straipsnis";
    public const string Lawyer = "Advokatė Linažiedė Kraujažolytė";
    public const string PostcardLabel = "Atvirukas iš Ežiaragio stoties";
    public const string Postcard = "Lauksiu prie Ežiaragynės laikrodžio, ateik viena, Driežlapėle";
    public const string ContractLabel = "Sutartis su Musgaudžio antspaudu";
    public const string Contract = "Skola Musgaudynui 417 už batus ir lovą, pasirašė Kiškiakojė";

    static readonly Survivor[] Survivors =
    [
        Zydrune, Zhanna, Isil, Zahra, Femke, Smilga, Rasodange, Skruzdziukas, Ugniaspalve, Sniegvilna,
        Vandenile, Vartile, Pakelvyda, Lengvilas, Namgriza, Zemuoge, Avietune, Rugiagele,
        Dobiliuke, Putinele, Serksne, Vilkdalge,
    ];

    public static readonly IReadOnlyList<string> All =
    [
        .. Survivors.SelectMany(s => new[] { s.FirstName, s.SecondName, s.MobilePhone, s.Email, s.Alias }),
        Risk, Needs, Question, Answer, OutcomeNote, DeclineNote, Attached, AttachmentName,
        VisitorsAddress, JobOffer, Advice, InDanger, WeHelp, Agrees, PlaceFound, AliasInTheRoom,
        ChosenFact, EmergencyNote, CallNote, CallersNumber, SafeWords,
        AskedAboutKnown, AskedAboutUnknown, WhyAsked, AskersNumber,
        WhoMeets, BirthCertificate, ChildsWords, RingFirst, RingNever, MayHear, ReturnStory.Word, ReturnStory.NotFree,
        Place, Vehicle, PoliceReference, MeetingPoint, MeetingTime, MeetingWords,
        Officer, EvidencePlace, BagNumber, NotebookLabel, Notebook, LetterLabel, Letter, TelephoneLabel,
        AuthorityReference, PeriodDocument, OrderName, OrderText, OrderLaw, Lawyer, PostcardLabel, Postcard, ContractLabel, Contract,
    ];
}

/// <param name="Alias">What a shelter calls the person: it sees this and not their name.</param>
public sealed record Survivor(string FirstName, string SecondName, string MobilePhone, string Email, string Alias);
