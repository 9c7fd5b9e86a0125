using Levee.Cli.Git;
using Levee.Core.Guards;

namespace Levee.Cli.Pipeline;

/// <summary>What the freshness check found out, and against what.</summary>
/// <param name="Repository">Null where there is none that git can be asked about.</param>
/// <param name="State">Null where it is not known, or was not asked for.</param>
/// <param name="Objection">Null where nothing stands against the branch.</param>
internal sealed record BranchFacts(GitRepository? Repository, BranchState? State, Objection? Objection);
