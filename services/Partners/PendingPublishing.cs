using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Partners.JurisdictionRules;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Partners;

/// <summary>
/// Tells everybody what a migration brought, or asked to be told anew since a new service listens: once, a row is marked in the commit that puts
/// its message out.
/// </summary>
public sealed class PendingPublishing(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var partners = await work.Read<PartnerRow>(
            $"select {PartnerStore.Columns} from partners where published_at is null for update", values: null, cancellationToken);
        foreach (var partner in partners)
        {
            work.Publish(partner.Partner().Listed());
            work.Write("update partners set published_at = @now where id = @id", new { partner.Id, work.Now });
        }
        var rules = await work.Read<RuleSet>(
            $"select {RuleEndpoints.Columns} from rules where published_at is null for update", values: null, cancellationToken);
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
