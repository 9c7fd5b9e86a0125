using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Core.Guards;

namespace Levee.Cli.Pipeline;

/// <summary>What <c>levee generate</c> was asked for.</summary>
/// <param name="Title">Checked and with its blanks replaced.</param>
/// <param name="SkipFreshness">Null where the flag was not given.</param>
/// <param name="AllowDestructive">Null where the flag was not given.</param>
internal sealed record GenerateRequest(
    string Title,
    string? BaseBranch,
    BypassRequest? SkipFreshness,
    BypassRequest? AllowDestructive,
    ValueList<RenameRequest> Renames,
    bool IsDryRun
)
{
    /// <summary>A migration without SQL, for a person to write.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Also what is missing on the base.</summary>
    public bool WithBaseDrift { get; init; }
}
