using System.Diagnostics;

namespace ReferralNetwork.Tests.Demo.Scenarios;

/// <summary>
/// The network at work, seen from outside: fictional people act over the gateway, each signed in with their own
/// organisation, and every step says what must come back.
/// </summary>
public static class Demonstration
{
    static readonly IReadOnlyList<(string Title, Func<Stage, Task> Play)> Scenes =
    [
        ("A referral to its outcome", ToItsOutcome.Play),
        ("Declined with a reason, and offered to the next", DeclinedAndOfferedOn.Play),
        ("Nobody answers, and it expires", NobodyAnswers.Play),
        ("Consent withdrawn after release", ConsentWithdrawn.Play),
        ("A child of 13", OfAChild.Play),
        ("The person tells a recipient to stop", ToldToStop.Play),
        ("Asked by an embassy", AskedByAnEmbassy.Play),
        ("Home with a child", HomeWithAChild.Play),
        ("On the eve of travel an application for protection", AppliesOnTheEve.Play),
        ("Does not arrive", DoesNotArrive.Play),
        ("A no at the gate", NoAtTheGate.Play),
        ("Stops on the way", StopsOnTheWay.Play),
        ("A light return", LightReturn.Play),
        ("Back already", BackAlready.Play),
        ("Handed to the police as far as she wants it", HandedToThePolice.ToFeedback),
        ("Taken back when the police have it", HandedToThePolice.TakenBackAfterwards),
        ("The recovery period is granted on the eve of a flight", GrantedTime.Play),
        ("Refuses, and is counted", RefusesAndIsCounted.Play),
        ("Ordered by a court", OrderedByACourt.Play),
        ("Tells the police of a place, and of nobody", TellsOfAPlace.Play),
        ("Two questions from outside", TwoQuestionsFromOutside.Play),
        ("A shelter counts its places", CountsItsPlaces.Play),
        ("In hospital, and the place is kept; nothing free, and an extra one is opened", LivesInAShelter.Play),
        ("A bed tonight for a mother with a boy of 14 and a baby", NeedsABedTonight.ForAFamily),
        ("Two race for the last bed", NeedsABedTonight.RaceForTheLast),
        ("Brought to a shelter by whoever drives", BroughtToAShelter.Play),
        ("Advised in the consultation room", AdvisedInARoom.Play),
        ("From the consultation room to a shelter", FromRoomToShelter.Play),
        ("A call, logged and closed", OnTheTelephone.LoggedAndClosed),
        ("Called back", OnTheTelephone.CalledBack),
    ];

    public static async Task<int> Play(Settings settings)
    {
        var started = Stopwatch.GetTimestamp();
        using var stage = new Stage(settings);
        foreach (var (number, (title, play)) in Scenes.Index())
        {
            Console.WriteLine($"{number + 1}. {title}");
            await play(stage);
            Console.WriteLine();
        }
        Console.WriteLine(
            $"{Scenes.Count} scenes, {stage.Steps} steps, {stage.Seen} things observed in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s.");
        Console.WriteLine();
        return 0;
    }
}
