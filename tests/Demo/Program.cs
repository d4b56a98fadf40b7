using System.Text;
using ReferralNetwork.Tests.Demo;
using ReferralNetwork.Tests.Demo.Leaks;
using ReferralNetwork.Tests.Demo.Listings;
using ReferralNetwork.Tests.Demo.Scenarios;

// ./dev starts this. load: lists the fictional partners. run: plays the demonstration. canary: looks for what must not be found. logs:
// looks into what the processes say.
Console.OutputEncoding = Encoding.UTF8;
try
{
    return args switch
    {
        ["load"] => await Listing.Load(Settings.Read()),
        ["run"] => await Demonstration.Play(Settings.Read()),
        ["logs"] => await LogCheck.Run(Settings.Read(), Settings.Needed("Demo__Logs"), Settings.Needed("Demo__Processes").Split(' ')),
        ["canary"] => await CanaryCheck.Run(Settings.Read(), OperatorAccess.Read()),
        _ => Usage(),
    };
}
catch (NotObservedException e)
{
    await Console.Error.WriteLineAsync($"NOT OBSERVED: {e.Message}");
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine("load | run | canary | logs, with the environment that ./dev sets");
    return 2;
}
