using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.JurisdictionRules;

/// <summary>
/// Tells everybody the rules and public holidays that a migration brought, once: a row is marked in the commit that puts its message out.
/// </summary>
public sealed class RulePublishing(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var rules = await work.Read<RuleSet>($"select {RuleEndpoints.Columns} from rules where published_at is null for update",
            values: null, cancellationToken);
        foreach (var rule in rules)
        {
            work.Publish(rule);
            work.Write(
                "update rules set published_at = @now where jurisdiction = @jurisdiction and rule = @rule and valid_from = @validFrom",
                new { rule.Jurisdiction, rule.Rule, rule.ValidFrom, work.Now });
        }
        var years = await work.Read<HolidaysSet>(
            $"select {HolidayEndpoints.Columns} from holidays where published_at is null for update", values: null, cancellationToken);
        foreach (var holidays in years)
        {
            work.Publish(holidays);
            work.Write(
                "update holidays set published_at = @now where country = @country and year = @year",
                new { holidays.Country, holidays.Year, work.Now });
        }
        await work.Commit(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
