namespace ReferralNetwork.Chassis.Hosting;

/// <summary>What this process is called: the audience of its tokens, the prefix of its queues, its name on the ledger.</summary>
public sealed record ServiceIdentity(string Name);
