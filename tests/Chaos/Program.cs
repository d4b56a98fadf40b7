using System.Runtime.InteropServices;
using ReferralNetwork.Tests.Chaos;

// ./dev chaos starts this. It breaks whatever it can reach, on this checkout's own servers alone.
if (Plan.Parse(args) is not { } plan)
{
    await Console.Error.WriteLineAsync(Plan.Usage);
    return 2;
}
using var stop = new CancellationTokenSource(Plan.Longest);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return await Run.Play(plan, stop.Token) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync($"stopped; seed {plan.Seed}");
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true; // what was started is stopped first
    stop.Cancel();
}
