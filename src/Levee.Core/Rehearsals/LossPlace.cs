using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

internal static class LossPlace
{
    /// <summary>The table that held what is lost; zero where none did.</summary>
    public static long TableOf(Effect loss, DatabaseSnapshot catalog) =>
        loss switch
        {
            Effect.Lost { Kind: ObjectKind.Table or ObjectKind.Column } lost => lost.Identity.Oid,
            Effect.Lost { Kind: ObjectKind.Index } lost => catalog
                .Indexes.FirstOrDefault(index => index.Oid == lost.Identity.Oid)
                ?.Table
                ?? 0,
            Effect.Lost { Kind: ObjectKind.Constraint } lost => catalog
                .Constraints.FirstOrDefault(constraint => constraint.Oid == lost.Identity.Oid)
                ?.Table
                ?? 0,
            Effect.Lost { Kind: ObjectKind.Sequence } lost => catalog
                .Sequences.FirstOrDefault(sequence => sequence.Oid == lost.Identity.Oid)
                ?.OwnerTable
                ?? 0,
            _ => 0,
        };
}
