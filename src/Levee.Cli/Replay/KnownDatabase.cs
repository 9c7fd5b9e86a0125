using Levee.Core.Effects;

namespace Levee.Cli.Replay;

/// <summary>What every rehearsal finds in a copy of a kept cluster: the copies are alike down to the numbers of their objects.</summary>
/// <param name="Catalog">Without rows.</param>
/// <param name="Digests">When all was given to the migrator.</param>
internal sealed record KnownDatabase(DatabaseSnapshot Catalog, TableDigests Digests);

/// <summary>What is defined about each table, as digests by its number.</summary>
/// <param name="Columns">Of its columns.</param>
/// <param name="Relations">Of the table itself: name, owner, rights.</param>
internal sealed record TableDigests(
    IReadOnlyDictionary<long, string> Columns,
    IReadOnlyDictionary<long, string> Relations
)
{
    public static readonly TableDigests None = new(new Dictionary<long, string>(), new Dictionary<long, string>());
}
