using Levee.Core.Effects;
using Levee.Core.Rehearsals;

namespace Levee.Cli.Replay;

/// <summary>What every rehearsal finds in a copy of a kept cluster: the copies are alike down to the numbers of their objects.</summary>
/// <param name="Catalog">Without rows.</param>
/// <param name="Digests">When all was given to the migrator.</param>
internal sealed record KnownDatabase(DatabaseSnapshot Catalog, TableDigests Digests);
