using Levee.Core.Diagnostics;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;

namespace Levee.Core.Rules;

/// <summary>Every rule there is.</summary>
public static class Ruleset
{
    public static readonly ValueList<Rule> All =
    [
        new DropTable(),
        new DropColumn(),
        new DropIndex(),
        new DropConstraint(),
        new DropType(),
        new RemoveEnumValue(),
        new DropSequence(),
        new ResetSequence(),
        new DropSchema(),
        new CascadeLoss(),
        new DropAndRecreate(),
        new Truncate(),
        new DeleteRows(),
        new OverwriteValues(),
        new LossyTypeChange(),
        new DropLargeObject(),
        new Tampering(),
        new UnprovenChange(),
        new UnreachedBranch(),
        new UntestableTable(),
        new RenameTable(),
        new RenameColumn(),
        new RenameEnumValue(),
        new MoveSchema(),
        new AddRequiredColumn(),
        new SetNotNull(),
        new DropDefault(),
        new NewWriteRule(),
        new PreparedPlan(),
        new UpsertTargetLost(),
        new NewEnumValue(),
        new RevokeOrPolicy(),
        new DetachPartition(),
        new DisabledTrigger(),
        new UnloggedTable(),
        new ReplicaIdentity(),
        new ViewWithoutData(),
        new RewriteTable(),
        new IndexNotConcurrent(),
        new DropIndexNotConcurrent(),
        new ConstraintScan(),
        new SetNotNullScan(),
        new StatementAfterExclusiveLock(),
        new LockTimeoutMissing(),
        new BackfillWithExclusiveLock(),
        new ConcurrentlyInTransaction(),
        new UncommittedTransaction(),
        new RebuildNotConcurrent(),
        new FkWithoutIndex(),
        new UniqueOnExisting(),
        new RequiredOnExisting(),
        new NotCastable(),
        new TimeZoneDependent(),
        new EnumValueUsedInSameTransaction(),
        new IdentifierTooLong(),
        new PerpetualDiff(),
        new FalseDrop(),
        new UnmodelledObject(),
        new NoEffect(),
        new SessionSettingLeft(),
        new NamesPublic(),
    ];

    /// <summary>The place of a rule in the list, the heaviest first; after all of them what is no rule.</summary>
    public static int RankOf(string code)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Code == code)
                return i;
        }
        return All.Count;
    }

    public static Rule? Find(string code) => All.FirstOrDefault(rule => rule.Code == code);

    /// <summary>What the rules say, by place; each thing once. Causes and approvals are none of their business.</summary>
    public static ValueList<Diagnostic> Judge(Rehearsal rehearsal)
    {
        // What could not be traced to a statement is told of the whole script.
        var script = new SqlStatement(rehearsal.Script.Source.Text, new(0, rehearsal.Script.Source.Length), null);
        IEnumerable<Evidence> evidence =
            rehearsal.General.Count == 0
                ? rehearsal.Statements
                : rehearsal.Statements.Append(new(-1, script, rehearsal.General, false));
        var bag = new DiagnosticBag();
        var said = new HashSet<(string, string?, string)>();
        foreach (var (statement, rule) in evidence.SelectMany(statement => All.Select(rule => (statement, rule))))
        {
            foreach (var diagnostic in rule.Check(statement, rehearsal))
            {
                if (said.Add((diagnostic.Code, diagnostic.Object, diagnostic.Message)))
                    bag.Add(diagnostic);
            }
        }
        return bag.Sorted();
    }

    /// <summary>Whether a diagnostic refuses the migration unless it is approved.</summary>
    public static bool Refuses(Diagnostic diagnostic) =>
        diagnostic.Severity == Severity.Error
        && Find(diagnostic.Code) is { Class: RuleClass.Destroys or RuleClass.Unproven };
}
