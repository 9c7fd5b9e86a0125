using Levee.Core.Diagnostics;

namespace Levee.Core.History;

/// <summary>What came of replaying two histories and comparing the databases that they lead to.</summary>
public abstract record OrderProof
{
    private OrderProof() { }

    /// <summary>Every object has the same definition in both.</summary>
    public sealed record Equal : OrderProof;

    /// <param name="Objects">Those that one of the two lacks, or that are defined differently.</param>
    public sealed record Different(ValueList<ObjectDifference> Objects) : OrderProof
    {
        /// <summary>The merged migration whose place before or after the new ones makes the difference; null where
        /// nobody looked.</summary>
        public string? With { get; init; }
    }

    /// <param name="Failure">Why the second history cannot be replayed, while the first can.</param>
    public sealed record Fails(Diagnostic Failure) : OrderProof;

    /// <param name="Failure">Why not even the first history can be replayed.</param>
    /// <param name="OtherReplays">Whether the second one can.</param>
    public sealed record NothingToCompare(Diagnostic Failure, bool OtherReplays) : OrderProof;
}

/// <param name="Object">With its kind: <c>column "User".email</c>.</param>
/// <param name="One">What it is in the first database, in words; null where it is not there.</param>
public sealed record ObjectDifference(string Object, string? One, string? Other);

/// <param name="By">The migration of the branch that may stand in for merged ones.</param>
/// <param name="Proof">Of the merged history against the one with it.</param>
public sealed record SquashProof(Migration By, OrderProof Proof);
