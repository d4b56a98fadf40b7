using Npgsql;

namespace ReferralNetwork.Chassis.Data;

/// <summary>What the database says where two want the same key.</summary>
public static class Violation
{
    /// <summary>Whether this key was taken already; MassTransit wraps what a consumer throws, so at any depth.</summary>
    public static bool Violates(this Exception? e, string key) => e switch
    {
        null => false,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation => violation.ConstraintName == key,
        _ => Violates(e.InnerException, key),
    };
}
