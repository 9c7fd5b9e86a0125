namespace Levee.Cli.Git;

/// <summary>
/// What git is told besides the question. The repository is a stranger's, and the environment may speak of another one:
/// git runs no program that either of them names, and answers the same whatever the user's taste is.
/// </summary>
internal static class GitEnvironment
{
    /// <summary>The oldest version that knows all of <see cref="Options"/>.</summary>
    public static readonly Version Oldest = new(2, 38);

    /// <summary>Before the command. Set so they go before every configuration file.</summary>
    public static readonly string[] Options =
    [
        // The user's taste in colours, quoting and signatures must not change what is read here.
        "-c",
        "color.ui=false",
        "-c",
        "core.quotePath=false",
        "-c",
        "log.showSignature=false",
        // A branch can carry a whole bare repository, with a configuration that names programs.
        "-c",
        "safe.bareRepository=explicit",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "diff.external=",
        // Nothing that goes on after the answer.
        "-c",
        "gc.auto=0",
        "-c",
        "maintenance.auto=false",
        "-c",
        "submodule.recurse=false",
    ];

    /// <summary>Set while a hook runs, and then they speak of the hook's repository, not of the workspace's; or they change
    /// what a question means, or where its answer is read from.</summary>
    private static readonly HashSet<string> Foreign = new(StringComparer.Ordinal)
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_PREFIX",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_SHALLOW_FILE",
        "GIT_GRAFT_FILE",
        "GIT_REPLACE_REF_BASE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_ATTR_SOURCE",
        "GIT_DIFF_OPTS",
        "GIT_PAGER",
        "GIT_LITERAL_PATHSPECS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        // Configuration without a file. Which files are read (GIT_CONFIG_GLOBAL, GIT_CONFIG_NOSYSTEM) is the user's choice.
        "GIT_CONFIG",
        "GIT_CONFIG_PARAMETERS",
        "GIT_CONFIG_COUNT",
    };

    private static readonly string[] ForeignBeginnings =
    [
        "GIT_CONFIG_KEY_",
        "GIT_CONFIG_VALUE_",
        "GIT_EXTERNAL_",
        "GIT_TRACE",
    ];

    /// <param name="environment">As it was inherited.</param>
    public static void Set(IDictionary<string, string?> environment, bool mayAsk)
    {
        foreach (var name in environment.Keys.Where(IsForeign).ToList())
            environment.Remove(name);
        environment["LC_ALL"] = "C";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        if (!mayAsk)
            environment["GIT_TERMINAL_PROMPT"] = "0";
    }

    /// <summary>Options that leave out every filter that the configuration knows: <c>.gitattributes</c> of a branch says which
    /// of them runs.</summary>
    /// <param name="names">The keys below <c>filter.</c>.</param>
    public static IEnumerable<string> WithoutFilters(IEnumerable<string> names) =>
        names
            .Select(name => name.LastIndexOf('.') is > 7 and var end ? name[..end] : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .SelectMany(driver =>
                new[] { "-c", $"{driver}.clean=", "-c", $"{driver}.process=", "-c", $"{driver}.required=false" }
            );

    private static bool IsForeign(string name) =>
        Foreign.Contains(name)
        || ForeignBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
