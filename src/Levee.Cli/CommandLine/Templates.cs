using Levee.Core.Text;

namespace Levee.Cli.CommandLine;

/// <summary>The files that <c>levee init</c> writes on request.</summary>
internal static class Templates
{
    /// <param name="prefix">The workspace relative to the repository: empty, or ending in a slash.</param>
    /// <param name="baseBranch">The branch that work is merged into.</param>
    public static string Workflow(string prefix, string baseBranch) =>
        $$"""
            name: levee
            on:
              pull_request:
              merge_group:
              push:
                branches: ["{{baseBranch}}"]
            permissions:
              contents: read
            jobs:
              check:
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@v4
                    with:
                      fetch-depth: 0 # the base must be there to compare with
                  - uses: actions/setup-dotnet@v4
                    with:
                      dotnet-version: 10.0.x
                  - run: dotnet tool install --global levee --version {{ProductVersion.Number}}
                  # The base comes from the event, not from a file of the branch.
                  - run: levee check --format github --base-branch "$BASE"{{WorkspaceOf(prefix)}}
                    env:
                      BASE: ${{"{{"}} github.base_ref || '{{baseBranch}}' {{"}}"}}

            """;

    /// <param name="prefix">As for <see cref="Workflow"/>.</param>
    public static string PreCommit(string prefix) =>
        $$"""
            repos:
              - repo: local
                hooks:
                  - id: levee-check
                    name: levee check
                    entry: levee check{{WorkspaceOf(prefix)}}
                    language: system
                    files: (\.prisma|migration\.sql|levee\.toml)$
                    pass_filenames: false

            """;

    private static string WorkspaceOf(string prefix) =>
        prefix.Length > 0 ? $" --workspace {ShellText.Quote(prefix.TrimEnd('/'))}" : "";
}
