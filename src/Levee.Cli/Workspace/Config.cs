using Levee.Core;
using Levee.Core.Guards;
using Levee.Core.Rules;

namespace Levee.Cli.Workspace;

/// <summary>What <c>levee.toml</c> says. A key that it leaves out is null or empty here.</summary>
internal sealed record Config
{
    public const string FileName = "levee.toml";

    /// <summary>The workspace that it is for, absolute; empty where it was read from a text.</summary>
    public string Root { get; init; } = "";

    /// <summary>What <c>--project</c> calls it; null where the workspace has one project only.</summary>
    public string? Name { get; init; }

    /// <summary>The source of truth: a file or a folder, relative to the workspace.</summary>
    public string? Schema { get; init; }

    /// <summary>Files or folders that must be byte-identical to the schema.</summary>
    public ValueList<string> Copies { get; init; } = [];
    public string? Migrations { get; init; }
    public string? BaseBranch { get; init; }
    public string? Remote { get; init; }
    public PostgresConfig Postgres { get; init; } = new();
    public EnvironmentConfig Environment { get; init; } = new();

    /// <summary>The projects of a workspace that has several, each with what the file says for all; empty where it is one.</summary>
    public ValueList<NamedConfig> Projects { get; init; } = [];
    public PolicyConfig Policy { get; init; } = new();
    public RuleLevels Rules { get; init; } = RuleLevels.None;

    /// <summary>What the schema and the migrations do not agree on, and somebody said that it is meant.</summary>
    public ValueList<AcceptedDrift> AcceptedDrift { get; init; } = [];
}

/// <param name="Change">As <c>levee check</c> names it: <c>create index User_email_idx on User</c>.</param>
internal sealed record AcceptedDrift(string Change, string Reason);

/// <param name="Name">What <c>--project</c> calls it.</param>
internal sealed record NamedConfig(string Name, Config Config);

internal sealed record PostgresConfig
{
    /// <summary>The major version to rehearse on; null for whatever is found.</summary>
    public int? Version { get; init; }

    /// <summary>The folder of binaries; null to look for them.</summary>
    public string? Bin { get; init; }
}

/// <summary>What the database brings along that no migration makes.</summary>
internal sealed record EnvironmentConfig
{
    /// <summary>A script that is run on the private PostgreSQL before the history, relative to the workspace; null for none.</summary>
    public string? Init { get; init; }

    /// <summary>Names of <see cref="EnvironmentPreset"/>s.</summary>
    public ValueList<string> Preset { get; init; } = [];

    /// <summary>Tables and enums that are not ours to migrate: <c>auth.*</c>.</summary>
    public ValueList<string> External { get; init; } = [];

    /// <summary>Extensions that the database has before the first migration.</summary>
    public ValueList<string> Extensions { get; init; } = [];
}

internal sealed record PolicyConfig
{
    public ConsentPolicy AgentConsent { get; init; } = ConsentPolicy.Claimed;
    public FailOn FailOn { get; init; } = FailOn.Destructive;
    public Uncontained Uncontained { get; init; } = Uncontained.Refuse;
}

/// <summary>What is done with SQL that reaches beyond the database where the kernel does not hold the server in.</summary>
internal enum Uncontained
{
    Refuse,
    Allow,
}

/// <summary>From which class of finding on <c>lint</c> and <c>check</c> refuse.</summary>
internal enum FailOn
{
    Destructive,
    Breaks,
    Blocks,
    MayFail,
}
