using System.Globalization;

namespace Levee.Core.Text;

/// <summary>Numbers in sentences.</summary>
public static class Words
{
    /// <summary><c>1 table</c>, <c>2 tables</c>, <c>0 tables</c>.</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
