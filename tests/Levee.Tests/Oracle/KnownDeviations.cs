namespace Levee.Tests.Oracle;

/// <summary>The differences of docs/deviations.md, each recognised by what the schemas hold and by how Prisma's text follows from Levee's.</summary>
internal static class KnownDeviations
{
    /// <summary>The name of the deviation that accounts for the whole difference; null where none does.</summary>
    public static string? Explain(Finding finding) => finding.Prisma == finding.Levee ? "none" : null;
}
