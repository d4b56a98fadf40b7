using System.Text.Json;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// Names of timers, in one form: the message in kebab case and the id that it is about, such as <c>answer-due:{offer}</c>. Timers that
/// wait are found by it, so a name is permanent once released.
/// </summary>
public static class TimerKey
{
    /// <param name="id">What the timer is about: of one kind and id there is one at a time.</param>
    public static string For<T>(Guid id) where T : class => $"{Name<T>.Kebab}:{id}";

    static class Name<T>
    {
        public static readonly string Kebab = JsonNamingPolicy.KebabCaseLower.ConvertName(typeof(T).Name);
    }
}
