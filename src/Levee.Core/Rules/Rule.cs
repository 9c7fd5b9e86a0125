using Levee.Core.Diagnostics;
using Levee.Core.Effects;
using Levee.Core.Rehearsals;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Core.Rules;

/// <summary>What a finding means for those who deploy.</summary>
public enum RuleClass
{
    /// <summary>Data, or a rule over data, is gone. Refuses.</summary>
    Destroys,

    /// <summary>It may be, and could not be shown not to be. Refuses.</summary>
    Unproven,

    /// <summary>The application that still runs meets errors.</summary>
    Breaks,

    /// <summary>The application has to wait.</summary>
    Blocks,

    /// <summary>The migration fails on some data.</summary>
    MayFail,

    /// <summary>Worth knowing.</summary>
    Note,
}

/// <summary>Looks at what one statement was seen to do. Keeps no state, reads nothing; its page is <c>docs/rules/&lt;code&gt;.md</c>.</summary>
public abstract class Rule
{
    public abstract string Code { get; }
    public abstract RuleClass Class { get; }

    public abstract IEnumerable<Diagnostic> Check(Evidence statement, Rehearsal rehearsal);

    public virtual Severity Severity =>
        Class switch
        {
            RuleClass.Destroys or RuleClass.Unproven => Severity.Error,
            RuleClass.Breaks or RuleClass.Blocks or RuleClass.MayFail => Severity.Warning,
            RuleClass.Note => Severity.Note,
        };

    /// <summary>A finding about an object, at the words of the statement that are about it.</summary>
    /// <param name="evidence">What was seen; null for nothing beyond the message.</param>
    /// <param name="help">The safe way.</param>
    protected Diagnostic Found(
        Evidence statement,
        Rehearsal rehearsal,
        string? about,
        string message,
        string? evidence,
        params ReadOnlySpan<string> help
    ) =>
        new(Code, Severity, message, rehearsal.Script.Source.At(Place(statement, about)))
        {
            Object = about,
            Notes = evidence is null ? [] : [evidence],
            Help = ValueList.Create(help),
        };

    /// <summary>A name without the schema that everyone means.</summary>
    protected static string Short(string name) => NamedObject.Short(name);

    /// <summary>The last part of an object's name, quoted where SQL needs it.</summary>
    protected static string Quoted(string name) => Identifier.Quote(name[(name.LastIndexOf('.') + 1)..]);

    /// <summary>The table of a column's name, as SQL writes it.</summary>
    protected static string QuotedTable(string name)
    {
        var parts = Short(name).Split('.');
        return string.Join('.', parts.Take(Math.Max(1, parts.Length - 1)).Select(Identifier.Quote));
    }

    /// <summary>What took a lost thing along; null where the statement drops it by name, whatever else goes too.</summary>
    protected static string? TakenBy(Evidence statement, Effect.Lost loss) =>
        loss.With is null || DroppedNames.Has(statement.Statement.Text, loss.Kind, loss.Name) ? null : loss.With;

    /// <summary>Whether the migration makes a view of the name that a table had: who asks for the table gets the view.</summary>
    protected static bool LeavesView(Rehearsal rehearsal, string name) =>
        rehearsal.Effects.Any(effect =>
            effect is Effect.ChangedCode { Kind: "view", Change: CodeChange.Added } view && view.Name == name
        );

    /// <summary>What a statement says that may define something. Null for others: a seed of megabytes is not read for each rule.</summary>
    protected static CodeText? CodeOf(Evidence statement) =>
        statement.Number >= 0
        && StatementShape.FirstWords(statement.Statement.Text, 1) is ["ALTER" or "DO" or "REFRESH" or "REINDEX"]
            ? new CodeText(statement.Statement.Text)
            : null;

    // The words that are about the object; else the statement's first line.
    private static TextSpan Place(Evidence statement, string? about)
    {
        var text = statement.Statement.Text;
        var start = statement.Statement.Span.Start;
        if (about is not null && WordsAbout.Find(text, NamedObject.Of(about)) is { } span)
            return new(start + span.Start, span.Length);
        var line = text.AsSpan().IndexOfAny('\r', '\n');
        return new(start, line < 0 ? text.Length : line);
    }
}
