using System.Globalization;
using Levee.Core.Sql;

namespace Levee.Cli.Postgres;

/// <summary>The replayed histories that a server holds, each as a database that nobody writes to any more.</summary>
internal sealed class TemplateStore
{
    /// <summary>What a cluster with no history in it is copied from.</summary>
    public const string Empty = "template0";

    private const string Prefix = "levee_t_";
    private const string Comment = "made by levee, which may drop it at any time";
    private const int Most = 12;
    private const long LeastRoom = 256L << 20;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    private readonly PostgresServer _server;
    private readonly string _globals;

    /// <summary>By name; the number is null of those that this run made.</summary>
    private readonly Dictionary<string, uint?> _templates;

    private TemplateStore(PostgresServer server, string globals, Dictionary<string, uint?> templates) =>
        (_server, _globals, _templates) = (server, globals, templates);

    /// <summary>Whether a replay left something behind that belongs to no database: roles, tablespaces. Another history
    /// would meet it, so the cluster is given up after the run.</summary>
    public bool IsTainted { get; private set; }

    /// <summary>Whether no history was replayed here yet.</summary>
    public bool IsEmpty => _templates.Count == 0;

    public static async Task<TemplateStore> OpenAsync(PostgresServer server, CancellationToken cancel)
    {
        var rows = await server.QueryAsync(
            $"""
            SELECT datname::text, oid::text
            FROM pg_catalog.pg_database
            WHERE starts_with(datname::text, '{Prefix}')
            UNION ALL
            SELECT '', ({ServerGlobals.Digest})
            """,
            cancel
        );
        return new(
            server,
            rows.Single(row => row.Name.Length == 0).Value,
            rows.Where(row => row.Name.Length > 0)
                .ToDictionary(row => row.Name, uint? (row) => uint.Parse(row.Value), StringComparer.Ordinal)
        );
    }

    /// <summary>The name of the database that holds this history; null where there is none.</summary>
    /// <param name="key">The history's.</param>
    public string? Find(string key)
    {
        var name = Prefix + key;
        if (!_templates.ContainsKey(name))
            return null;
        _server.MarkUsed(name);
        return name;
    }

    /// <summary>Whether the files of a template are what the last run left. Looks at all of them, once.</summary>
    public bool IsSound(string name)
    {
        if (name == Empty)
            return _server.IsEmptyDatabaseUnchanged();
        if (_templates[name] is { } number && !_server.IsUnchanged(number))
            return false;
        _templates[name] = null;
        return true;
    }

    public async Task ForgetAsync(string name)
    {
        _templates.Remove(name);
        await _server.DropAsync(name);
    }

    /// <summary>Makes a scratch database the one that holds this history.</summary>
    public async Task<string> KeepAsync(ShadowDatabase scratch, string key, CancellationToken cancel)
    {
        var name = Prefix + key;
        await _server.ExecuteAsync(
            $"ALTER DATABASE {Identifier.Quote(scratch.Name)} RENAME TO {Identifier.Quote(name)}",
            cancel
        );
        await _server.ExecuteAsync(
            $"COMMENT ON DATABASE {Identifier.Quote(name)} IS {Identifier.QuoteText(Comment)}",
            cancel
        );
        _templates[name] = null;
        _server.MarkUsed(name);
        if (!IsTainted && (await ServerGlobals.ReadAsync(_server, cancel)).Value != _globals)
        {
            IsTainted = true;
            _server.GiveUp();
        }
        await TrimAsync(cancel);
        return name;
    }

    // The newest ones stay in any case: this run works with them.
    private async Task TrimAsync(CancellationToken cancel)
    {
        const int AtLeast = 2;
        var most = _server.Room < LeastRoom ? 3 : Most;
        var bytes = (
            await _server.QueryAsync(
                $"SELECT datname::text, pg_catalog.pg_database_size(oid)::text FROM pg_catalog.pg_database WHERE starts_with(datname::text, '{Prefix}')",
                cancel
            )
        ).ToDictionary(
            row => row.Name,
            row => long.Parse(row.Value, CultureInfo.InvariantCulture),
            StringComparer.Ordinal
        );
        var byUse = _templates.Keys.Select(name => (Name: name, Used: _server.LastUseOf(name))).ToList();
        var kept = 0L;
        foreach (var (place, (name, used)) in byUse.OrderByDescending(template => template.Used).Index())
        {
            kept += bytes.GetValueOrDefault(name);
            if (place < AtLeast || (place < most && kept <= _server.KeptBytes && DateTime.UtcNow - used < Oldest))
                continue;
            _templates.Remove(name);
            await _server.DropAsync(name);
            _server.ForgetUse(name);
        }
    }
}
