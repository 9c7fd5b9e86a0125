using Levee.Core.Diagnostics;

namespace Levee.Core.History;

/// <summary>What came of replaying two histories and comparing the databases that they lead to.</summary>
public abstract record OrderProof
{
    private OrderProof() { }

    /// <summary>Every object has the same definition in both.</summary>
    public sealed record Equal : OrderProof;

    /// <param name="Objects">Those that one of the two lacks, or that are defined differently, with both
    /// definitions.</param>
    public sealed record Different(ValueList<string> Objects) : OrderProof;

    /// <param name="Failure">Why the second history cannot be replayed, while the first can.</param>
    public sealed record Fails(Diagnostic Failure) : OrderProof;
}
