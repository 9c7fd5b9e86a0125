using Levee.Core.Canaries;

namespace Levee.Core.Rehearsals;

/// <summary>Something to run on a copy of the database.</summary>
public abstract record Attempt
{
    private Attempt() { }

    /// <summary>The whole script on one row set.</summary>
    public sealed record Whole(CanaryRung Rows) : Attempt
    {
        /// <summary>Without marks in procedural code: the script stumbles over them.</summary>
        public bool IsUnmarked { get; init; }
    }

    /// <summary>A statement of procedural code that no other attempt came to, alone.</summary>
    public sealed record Forced(int Mark) : Attempt;
}
