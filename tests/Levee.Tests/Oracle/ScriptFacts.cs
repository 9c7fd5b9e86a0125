namespace Levee.Tests.Oracle;

/// <summary>What two scripts say differently: each statement a fact, each clause of an ALTER TABLE one of its own.</summary>
internal sealed record ScriptFacts(
    List<string> OnlyPrisma,
    List<string> OnlyLevee,
    List<string> Prisma,
    List<string> Levee
)
{
    /// <summary>Facts that both have keep their order: one that moved is in both lists.</summary>
    public static ScriptFacts Compare(string prisma, string levee)
    {
        var (left, right) = (FactsOf(prisma), FactsOf(levee));
        var common = CommonLengths(left, right);
        var (onlyLeft, onlyRight) = (new List<string>(), new List<string>());
        var (at, to) = (0, 0);
        while (at < left.Count || to < right.Count)
        {
            if (at < left.Count && to < right.Count && left[at] == right[to])
                (at, to) = (at + 1, to + 1);
            else if (to >= right.Count || (at < left.Count && common[at + 1, to] >= common[at, to + 1]))
                onlyLeft.Add(left[at++]);
            else
                onlyRight.Add(right[to++]);
        }
        return new(onlyLeft, onlyRight, left, right);
    }

    private static List<string> FactsOf(string script)
    {
        var facts = new List<string>();
        foreach (var statement in script.Split(";\n").Select(WithoutComments).Where(text => text.Length > 0))
        {
            var clauses = statement.Split(",\n");
            var table = statement.StartsWith("ALTER TABLE ", StringComparison.Ordinal) ? TableOf(statement) : "";
            if (table.Length is 0)
                facts.Add(statement);
            else
                facts.AddRange(clauses.Select((clause, at) => at is 0 ? clause : $"{table} {clause}"));
        }
        return facts;
    }

    private static string WithoutComments(string statement) =>
        string.Join(
            '\n',
            statement.Split('\n').SkipWhile(line => line.Length is 0 || line.StartsWith("--", StringComparison.Ordinal))
        );

    /// <summary><c>ALTER TABLE "a"."b"</c>.</summary>
    private static string TableOf(string statement)
    {
        var quoted = false;
        for (var at = "ALTER TABLE ".Length; at < statement.Length; at++)
        {
            if (statement[at] is '"')
                quoted = !quoted;
            if (!quoted && statement[at] is ' ')
                return statement[..at];
        }
        return "";
    }

    private static int[,] CommonLengths(List<string> left, List<string> right)
    {
        var lengths = new int[left.Count + 1, right.Count + 1];
        for (var at = left.Count - 1; at >= 0; at--)
        {
            for (var to = right.Count - 1; to >= 0; to--)
                lengths[at, to] =
                    left[at] == right[to]
                        ? lengths[at + 1, to + 1] + 1
                        : Math.Max(lengths[at + 1, to], lengths[at, to + 1]);
        }
        return lengths;
    }
}
