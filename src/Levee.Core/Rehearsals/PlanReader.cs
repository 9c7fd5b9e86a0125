using System.Text.Json;

namespace Levee.Core.Rehearsals;

/// <summary>Reads what <c>auto_explain</c> tells of an executed statement.</summary>
public static class PlanReader
{
    /// <param name="message">The notice: a line, and the plan as JSON.</param>
    /// <param name="context">Where PostgreSQL says that it was executed.</param>
    /// <returns>Nothing for a statement that only reads.</returns>
    public static IEnumerable<ExecutedChange> Read(string message, string? context, int statement)
    {
        var start = message.IndexOf('{', StringComparison.Ordinal);
        if (start < 0 || !message.Contains("\"ModifyTable\"", StringComparison.Ordinal))
            return [];
        using var document = JsonDocument.Parse(message.AsMemory(start), new() { MaxDepth = 1000 });
        var query = document.RootElement.TryGetProperty("Query Text", out var text) ? text.GetString() ?? "" : "";
        var found = new List<ExecutedChange>();
        Find(document.RootElement.GetProperty("Plan"), statement, query, found);
        var isKey = context is not null && IsForeignKey(query, context);
        return isKey ? found.ConvertAll(change => change with { IsOfForeignKey = true }) : found;
    }

    private static void Find(JsonElement node, int statement, string query, List<ExecutedChange> found)
    {
        var parts = node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().ToList() : [];
        if (Text(node, "Node Type") == "ModifyTable" && !IsOnlyExplained(node))
        {
            var isNeverTrue = parts.Exists(part =>
                Text(part, "Parent Relationship") == "Outer"
                && Text(part, "Node Type") == "Result"
                && Text(part, "One-Time Filter") == "false"
            );
            var metRows = parts.Exists(part => Text(part, "Parent Relationship") == "Outer" && GaveRows(part));
            foreach (var relation in RelationsOf(node).Distinct())
                found.Add(
                    new(statement, VerbOf(node), relation, query) { IsNeverTrue = isNeverTrue, MetRows = metRows }
                );
        }
        foreach (var part in parts)
            Find(part, statement, query, found);
    }

    // EXPLAIN without ANALYZE plans the statement and does not run it.
    private static bool IsOnlyExplained(JsonElement node) =>
        !node.TryGetProperty("Actual Loops", out var loops) || loops.GetDecimal() == 0;

    private static bool GaveRows(JsonElement node) =>
        node.TryGetProperty("Actual Rows", out var rows) && rows.GetDecimal() > 0;

    private static IEnumerable<RelationName> RelationsOf(JsonElement node)
    {
        if (Text(node, "Relation Name") is { } name)
            yield return new(Text(node, "Schema") ?? "", name);
        if (!node.TryGetProperty("Target Tables", out var targets))
            yield break;
        foreach (var target in targets.EnumerateArray())
        {
            if (Text(target, "Relation Name") is { } part)
                yield return new(Text(target, "Schema") ?? "", part);
        }
    }

    private static ChangeVerb VerbOf(JsonElement node) =>
        Text(node, "Operation") switch
        {
            "Insert" => Text(node, "Conflict Resolution") == "UPDATE" ? ChangeVerb.Upsert : ChangeVerb.Insert,
            "Update" => ChangeVerb.Update,
            "Delete" => ChangeVerb.Delete,
            _ => ChangeVerb.Merge,
        };

    // As ri_triggers.c writes them, run by PostgreSQL itself: nothing but the statement stands in its context.
    private static bool IsForeignKey(string query, string context) =>
        (
            query.StartsWith("DELETE FROM ONLY \"", StringComparison.Ordinal)
            || query.StartsWith("UPDATE ONLY \"", StringComparison.Ordinal)
            || query.StartsWith("DELETE FROM \"", StringComparison.Ordinal)
            || query.StartsWith("UPDATE \"", StringComparison.Ordinal)
        )
        && query.Contains(" OPERATOR(pg_catalog.=) ", StringComparison.Ordinal)
        && context.StartsWith("SQL statement \"", StringComparison.Ordinal);

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
