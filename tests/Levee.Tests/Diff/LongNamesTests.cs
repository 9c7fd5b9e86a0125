using Levee.Core.Diff;
using Levee.Tests.Parity;

namespace Levee.Tests.Diff;

public sealed class LongNamesTests
{
    [Theory]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    public void A_name_that_PostgreSQL_cuts_is_told(int length, int count)
    {
        var schema = Schemas.Of($"model T {{\n id Int @id\n a Int @map(\"{new string('x', length)}\")\n}}");

        Assert.Equal(count, LongNames.Find(schema, datamodel: null).Count);
    }
}
