using ReferralNetwork.Tests.Bench;
using ReferralNetwork.Tests.Bench.Twin;

// ./dev bench starts this. Without a word it measures; with one it is a host that is measured.
switch (args)
{
    case ["twin"]:
        await TwinHost.Run();
        return 0;
    case ["in-memory"]:
        await InMemory.Run();
        return 0;
    default:
        return await Benchmark.Run(args);
}
