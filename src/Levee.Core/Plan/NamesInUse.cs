using Levee.Core.Schema;
using static Levee.Core.Plan.MigrationStep;

namespace Levee.Core.Plan;

/// <summary>Names that one thing gives up and another takes in the same migration. Prisma's engine does not look after them, and PostgreSQL
/// refuses its script.</summary>
internal static class NamesInUse
{
    /// <summary>An index that takes a name which another index is about to give up has to wait for that. Prisma's engine
    /// renames last, and PostgreSQL then refuses the new index.</summary>
    public static void FreeIndexNames(List<MigrationStep> steps)
    {
        var taken = steps.OfType<CreateIndex>().Select(NameOf).ToHashSet();
        taken.UnionWith(steps.OfType<CreateTable>().SelectMany(NamesIn));
        if (taken.Count == 0)
            return;
        var renames = steps.OfType<RenameIndex>().Where(step => taken.Contains(OldNameOf(step))).ToList();
        if (renames.Count == 0)
            return;
        steps.RemoveAll(step => step is RenameIndex rename && taken.Contains(OldNameOf(rename)));
        var firstCreated = steps.FindIndex(step => step is CreateTable or CreateIndex);
        steps.InsertRange(firstCreated, renames);
    }

    private static IEnumerable<ObjectName> NamesIn(CreateTable step) =>
        step.Table.PrimaryKey is { } key ? [step.Table.Name with { Name = key.Name }] : [];

    private static ObjectName NameOf(CreateIndex step) => step.On.Name with { Name = step.Index.Name };

    private static ObjectName OldNameOf(RenameIndex step) => step.On.After.Name with { Name = step.Index.Before.Name };

    /// <summary>A table is a type too: an enum of its name has to wait until it is dropped.</summary>
    public static void FreeTypeNames(List<MigrationStep> steps)
    {
        var created = steps.OfType<CreateEnum>().Select(step => step.Enum.Name).ToHashSet();
        var dropped = steps.OfType<DropTable>().Where(step => created.Contains(step.Table.Name)).ToList();
        if (dropped.Count == 0)
            return;
        var names = dropped.Select(step => step.Table.Name).ToHashSet();
        var keys = steps.OfType<DropForeignKey>().Where(step => names.Contains(step.Key.ReferencedTable)).ToList();
        steps.RemoveAll(step =>
            step is DropForeignKey key ? keys.Contains(key) : step is DropTable table && dropped.Contains(table)
        );
        steps.InsertRange(steps.FindIndex(step => step is CreateEnum), [.. keys, .. dropped]);
    }

    /// <summary>Of two indexes that hand a name on, the one that has it goes first. Where they swap, one takes another name for a moment.</summary>
    public static void PassOnIndexNames(List<MigrationStep> steps)
    {
        var waiting = steps.OfType<RenameIndex>().ToList();
        var places = steps.Index().Where(step => step.Item is RenameIndex).Select(step => step.Index).ToList();
        var ordered = new List<MigrationStep>();
        var held = waiting.Select(OldNameOf).ToHashSet();
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(step => !held.Contains(NewNameOf(step)));
            if (next >= 0)
            {
                held.Remove(OldNameOf(waiting[next]));
                ordered.Add(waiting[next]);
                waiting.RemoveAt(next);
                continue;
            }
            held.Remove(OldNameOf(waiting[0]));
            var (before, after) = waiting[0].Index;
            var between = before with { Name = $"levee_swap_{ordered.Count + 1}" };
            ordered.Add(waiting[0] with { Index = new(before, between) });
            waiting[0] = waiting[0] with { Index = new(between, after) };
            held.Add(OldNameOf(waiting[0]));
        }
        if (places.Count == 0)
            return;
        steps.RemoveAll(step => step is RenameIndex);
        steps.InsertRange(places[0], ordered);
    }

    private static ObjectName NewNameOf(RenameIndex step) => step.On.After.Name with { Name = step.Index.After.Name };
}
