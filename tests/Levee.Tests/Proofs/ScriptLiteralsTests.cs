using Levee.Core.Statements;

namespace Levee.Tests.Proofs;

public sealed class ScriptLiteralsTests
{
    [Theory]
    [InlineData("DELETE FROM t WHERE at < '2024-03-01'", "2024-02-29", "2024-03-02")]
    [InlineData("DELETE FROM t WHERE at < '2024-12-31 10:00:00'", "2024-12-30 10:00:00", "2025-01-01 10:00:00")]
    public void A_date_is_compared_with_the_days_around_it(string sql, string before, string after)
    {
        var compared = ScriptLiterals.Read([sql]).ComparedWith("at");

        Assert.Contains(before, compared);
        Assert.Contains(after, compared);
    }

    [Fact]
    public void A_text_that_is_no_date_has_no_neighbours() =>
        Assert.Equal(["2024-13-40"], ScriptLiterals.Read(["DELETE FROM t WHERE at = '2024-13-40'"]).ComparedWith("at"));
}
