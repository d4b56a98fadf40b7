using System.Xml.Linq;

namespace ReferralNetwork.Tests.Unit.Contracts;

public sealed class NoticesTests
{
    [Fact]
    public void Every_package_stands_in_the_notices_with_its_version()
    {
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.md"));
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (Id: package.Attribute("Include")!.Value, Version: package.Attribute("Version")!.Value.Trim('[', ']'))).ToList();
        Assert.NotEmpty(packages);
        // One version may stand for several packages before it.
        Assert.All(packages, package => Assert.Contains(
            package.Version, notices[Math.Max(0, notices.IndexOf(package.Id, StringComparison.Ordinal))..], StringComparison.Ordinal));
        Assert.All(packages, package => Assert.Contains(package.Id, notices, StringComparison.Ordinal));
    }
}
