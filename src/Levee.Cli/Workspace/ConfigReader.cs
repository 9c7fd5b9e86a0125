using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Rules;
using Levee.Core.Text;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Levee.Cli.Workspace;

/// <summary>
/// Binds the syntax tree of <c>levee.toml</c>, not a deserialised object: an unknown key or a wrong type is then an
/// error with its place. A typo must never switch a guard off.
/// </summary>
internal sealed class ConfigReader
{
    private readonly SourceText _source;
    private readonly DiagnosticBag _diagnostics = [];
    private readonly Dictionary<string, RuleLevel> _rules = new(StringComparer.Ordinal);
    private Config _config = new();

    private ConfigReader(SourceText source) => _source = source;

    /// <exception cref="LeveeException">With every error of the file.</exception>
    public static Config Read(SourceText source)
    {
        var reader = new ConfigReader(source);
        if (reader.Parse() is { } document)
            reader.ReadDocument(document);
        return reader._diagnostics.HasErrors
            ? throw new LeveeException(reader._diagnostics.Sorted())
            : reader._config with
            {
                Rules = reader._rules.Count > 0 ? new(reader._rules) : RuleLevels.None,
            };
    }

    /// <summary>Null where the text is refused.</summary>
    private DocumentSyntax? Parse()
    {
        // The parser goes a step down its stack for each.
        if (TooDeep(_source.Text) is { } place)
        {
            _diagnostics.Error("config-syntax", _source.At(new(place, 1)), "the brackets are nested too deeply");
            return null;
        }
        try
        {
            return SyntaxParser.Parse(_source.Text, _source.Path, validate: true);
        }
#pragma warning disable CA1031 // What makes somebody else's parser stumble is a faulty file all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            _diagnostics.Error("config-syntax", _source.At(new(0, 0)), $"{Config.FileName} is no TOML");
            return null;
        }
    }

    /// <summary>Where more brackets are open than any configuration has; null where none are. What stands in texts counts
    /// too.</summary>
    private static int? TooDeep(string text)
    {
        const int Most = 100;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth = text[i] switch
            {
                '[' or '{' => depth + 1,
                ']' or '}' => Math.Max(0, depth - 1),
                _ => depth,
            };
            if (depth > Most)
                return i;
        }
        return null;
    }

    private void ReadDocument(DocumentSyntax document)
    {
        foreach (var error in document.Diagnostics)
            _diagnostics.Error("config-syntax", At(error.Span), LowerFirst(error.Message));
        // Of half a line the parser makes a node with holes: nothing is read from such a tree.
        if (_diagnostics.HasErrors)
            return;
        foreach (var pair in document.KeyValues)
            ReadKey("", pair);
        foreach (var table in document.Tables.Where(table => !IsProject(table)))
        {
            var name = NameOf(table.Name);
            if (name is "drift.accepted" && table is TableArraySyntax)
                ReadAccepted(table);
            else if (name is not ("postgres" or "environment" or "policy" or "rules") || table is TableArraySyntax)
                _diagnostics.Error(
                    "config-unknown-key",
                    At(table.Name!.Span),
                    $"there is no table [{name}] in {Config.FileName}",
                    "the tables are [postgres], [environment], [policy], [rules], [[drift.accepted]] and [[project]]"
                );
            else
                foreach (var pair in table.Items)
                    ReadKey($"{name}.", pair);
        }
        foreach (var table in document.Tables.Where(IsProject))
            ReadProject(table);
    }

    private static bool IsProject(TableSyntaxBase table) =>
        table is TableArraySyntax && NameOf(table.Name) == "project";

    /// <summary>One of several projects: it has what the file says for all, but for what it says itself.</summary>
    private void ReadProject(TableSyntaxBase table)
    {
        var shared = _config;
        string? name = null;
        foreach (var pair in table.Items)
        {
            if (NameOf(pair.Key) == "name")
                name = Text("project.name", pair);
            else
                ReadKey("", pair);
        }
        if (name is null || shared.Projects.Any(other => other.Name == name))
            _diagnostics.Error(
                "config-missing-key",
                At(table.Name!.Span),
                "each [[project]] needs a name of its own",
                "name = \"app\", say: levee check --project app"
            );
        else
            shared = shared with
            {
                Projects = [.. shared.Projects, new(name, _config with { Name = name, Projects = [] })],
            };
        _config = shared;
    }

    private void ReadAccepted(TableSyntaxBase table)
    {
        string? change = null;
        string? reason = null;
        foreach (var pair in table.Items)
        {
            switch (NameOf(pair.Key))
            {
                case "change":
                    change = Text("drift.accepted.change", pair);
                    break;
                case "reason":
                    reason = Text("drift.accepted.reason", pair);
                    break;
                case var other:
                    _diagnostics.Error(
                        "config-unknown-key",
                        At(pair.Key!.Span),
                        $"there is no key drift.accepted.{other} in {Config.FileName}",
                        "the keys of [[drift.accepted]] are change and reason"
                    );
                    break;
            }
        }
        if (change is null || reason is null)
            _diagnostics.Error(
                "config-missing-key",
                At(table.Name!.Span),
                "[[drift.accepted]] needs a change and a reason, both not empty"
            );
        else
            _config = _config with { AcceptedDrift = [.. _config.AcceptedDrift, new(change, reason)] };
    }

    private void ReadKey(string table, KeyValueSyntax pair)
    {
        var key = table + NameOf(pair.Key);
        switch (key)
        {
            case "schema":
                _config = _config with { Schema = Text(key, pair) };
                break;
            case "copies":
                _config = _config with { Copies = Texts(key, pair) };
                break;
            case "migrations":
                _config = _config with { Migrations = Text(key, pair) };
                break;
            case "base-branch":
                _config = _config with { BaseBranch = Text(key, pair) };
                break;
            case "remote":
                _config = _config with { Remote = Text(key, pair) };
                break;
            case "postgres.version":
                _config = _config with { Postgres = _config.Postgres with { Version = Number(key, pair, 9, 99) } };
                break;
            case "postgres.bin":
                _config = _config with { Postgres = _config.Postgres with { Bin = Text(key, pair) } };
                break;
            case "environment.init":
                _config = _config with { Environment = _config.Environment with { Init = Text(key, pair) } };
                break;
            case "environment.preset":
                _config = _config with { Environment = _config.Environment with { Preset = Presets(key, pair) } };
                break;
            case "environment.external":
                _config = _config with { Environment = _config.Environment with { External = Texts(key, pair) } };
                break;
            case "environment.extensions":
                _config = _config with { Environment = _config.Environment with { Extensions = Texts(key, pair) } };
                break;
            case "policy.agent-consent" or "policy.fail-on" or "policy.uncontained":
                _config = _config with { Policy = PolicyWith(key, pair) };
                break;
            case var rule when rule.StartsWith(RulePrefix, StringComparison.Ordinal):
                ReadRule(rule[RulePrefix.Length..], pair);
                break;
            case "postgres" or "environment" or "policy" or "rules" when pair.Value is InlineTableSyntax inline:
                foreach (var item in inline.Items)
                    ReadKey($"{key}.", item.KeyValue!);
                break;
            default:
                _diagnostics.Error(
                    "config-unknown-key",
                    At(pair.Key!.Span),
                    $"there is no key {key} in {Config.FileName}",
                    Keys
                );
                break;
        }
    }

    private PolicyConfig PolicyWith(string key, KeyValueSyntax pair) =>
        key switch
        {
            "policy.agent-consent" => _config.Policy with { AgentConsent = Choice<ConsentPolicy>(key, pair) },
            "policy.fail-on" => _config.Policy with { FailOn = Choice<FailOn>(key, pair) },
            _ => _config.Policy with { Uncontained = Choice<Uncontained>(key, pair) },
        };

    private const string Keys =
        "the keys are schema, copies, migrations, base-branch, remote, postgres.version, postgres.bin, "
        + "environment.init, environment.preset, environment.external, environment.extensions, "
        + "policy.agent-consent, policy.fail-on, policy.uncontained and rules.<code>";

    private const string RulePrefix = "rules.";

    private void ReadRule(string code, KeyValueSyntax pair)
    {
        if (Ruleset.Find(code) is not { } rule)
            _diagnostics.Error(
                "config-unknown-key",
                At(pair.Key!.Span),
                $"there is no rule {code}",
                Nearest.Hint(code, Ruleset.All.Where(RuleLevels.MaySet).Select(known => known.Code))
                    ?? "levee explain lists the rules"
            );
        else if (!RuleLevels.MaySet(rule))
            _diagnostics.Error(
                "config-guarded-rule",
                At(pair.Key!.Span),
                $"{code} tells of data that is lost, or may be: no setting turns it off",
                "approve the one loss that is meant, with a line in its migration: levee explain " + code
            );
        else
            _rules[code] = Choice<RuleLevel>($"rules.{code}", pair);
    }

    /// <summary>Null where the text is empty: an empty value asks for the default.</summary>
    private string? Text(string key, KeyValueSyntax pair)
    {
        if (pair.Value is StringValueSyntax { Value: { } text })
            return text.Length > 0 ? text : null;
        WrongType(key, pair.Value!, "a text in quotes");
        return null;
    }

    private ValueList<string> Texts(string key, KeyValueSyntax pair)
    {
        if (pair.Value is not ArraySyntax array)
        {
            WrongType(key, pair.Value!, "a list of texts: [\"a\", \"b\"]");
            return [];
        }
        var texts = new List<string>();
        foreach (var item in array.Items)
        {
            if (item.Value is StringValueSyntax { Value: { Length: > 0 } text })
                texts.Add(text);
            else
                WrongType(key, item.Value!, "a list of texts that are not empty");
        }
        return texts.ToValueList();
    }

    private ValueList<string> Presets(string key, KeyValueSyntax pair)
    {
        var names = Texts(key, pair);
        foreach (var unknown in names.Where(name => EnvironmentPreset.Find(name) is null))
            _diagnostics.Error(
                "config-wrong-type",
                At(pair.Value!.Span),
                $"there is no preset {unknown}",
                $"the presets are {string.Join(", ", EnvironmentPreset.All.Select(preset => preset.Name))}"
            );
        return names;
    }

    private int? Number(string key, KeyValueSyntax pair, int least, int greatest)
    {
        if (pair.Value is IntegerValueSyntax { Value: var number } && number >= least && number <= greatest)
            return (int)number;
        WrongType(key, pair.Value!, $"a whole number from {least} to {greatest}");
        return null;
    }

    private T Choice<T>(string key, KeyValueSyntax pair)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().Select(value => (value, name: Kebab(value.ToString()))).ToArray();
        if (pair.Value is StringValueSyntax { Value: { } text })
            foreach (var (value, name) in names)
                if (name == text)
                    return value;
        WrongType(key, pair.Value!, string.Join(" or ", names.Select(item => $"\"{item.name}\"")));
        return default;
    }

    private void WrongType(string key, ValueSyntax value, string wanted) =>
        _diagnostics.Error("config-wrong-type", At(value.Span), $"{key} must be {wanted}");

    private SourceLocation At(SourceSpan span)
    {
        var start = Math.Clamp(span.Start.Offset, 0, _source.Length);
        return _source.At(TextSpan.FromBounds(start, Math.Clamp(span.End.Offset + 1, start, _source.Length)));
    }

    private static string NameOf(KeySyntax? key) =>
        string.Join('.', [Part(key!.Key), .. key.DotKeys.Select(item => Part(item.Key))]);

    private static string Part(BareKeyOrStringValueSyntax? part) =>
        part switch
        {
            BareKeySyntax bare => bare.Key?.Text ?? "",
            StringValueSyntax quoted => quoted.Value ?? "",
            _ => "",
        };

    private static string Kebab(string name) =>
        string.Concat(
            name.Select(
                (letter, i) =>
                    i > 0 && char.IsUpper(letter)
                        ? $"-{char.ToLowerInvariant(letter)}"
                        : $"{char.ToLowerInvariant(letter)}"
            )
        );

    private static string LowerFirst(string message) =>
        message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
