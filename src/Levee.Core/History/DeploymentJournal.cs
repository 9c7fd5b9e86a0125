using System.Globalization;
using System.Text.RegularExpressions;

namespace Levee.Core.History;

/// <summary>How far a migration came that is run statement by statement. It is kept in the <c>logs</c> of the migration's own row:
/// another table would be drift to Prisma.</summary>
/// <param name="Done">How many statements are done, from the first.</param>
/// <param name="IsRunning">Whether the next one, which cannot be in a transaction, was about to run: only the catalog knows
/// whether it came to its end.</param>
public sealed partial record DeploymentJournal(int Done, bool IsRunning)
{
    public static readonly DeploymentJournal Start = new(0, false);

    /// <summary>Null where the text is no journal of Levee's.</summary>
    public static DeploymentJournal? Parse(string? logs) =>
        logs is not null && Line().Match(logs) is { Success: true } match
            ? new(int.Parse(match.Groups["done"].Value, CultureInfo.InvariantCulture), match.Groups["running"].Success)
            : null;

    /// <summary>The line that <see cref="Parse"/> reads, written for a person who finds it in the table.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"levee deploy: {Done} statements done{(IsRunning ? $", statement {Done + 1} running" : "")}; run levee deploy again to finish"
        );

    [GeneratedRegex(
        """^levee deploy: (?<done>\d{1,9}) statements done(?<running>, statement \d{1,9} running)?; """,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        60_000
    )]
    private static partial Regex Line();
}
