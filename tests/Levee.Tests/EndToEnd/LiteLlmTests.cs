namespace Levee.Tests.EndToEnd;

/// <summary>The runbook on LiteLLM's real schema and history, with its three copies of the schema.</summary>
[Slow]
public sealed class LiteLlmTests : IDisposable
{
    private const string Schema = "schema.prisma";
    private const string Proxy = "litellm/proxy/schema.prisma";
    private const string Extras = "litellm-proxy-extras/litellm_proxy_extras/schema.prisma";
    private const string Folder = "litellm-proxy-extras/litellm_proxy_extras/migrations";
    private const string Base = "litellm_internal_staging";

    private readonly Sandbox _sandbox;

    public LiteLlmTests()
    {
        var corpus = Corpus.Require("histories/litellm");
        _sandbox = Sandbox.Filled(work =>
        {
            foreach (var copy in new[] { Schema, Proxy, Extras })
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(work, copy))!);
                File.Copy(Path.Combine(corpus, "schema.prisma"), Path.Combine(work, copy));
            }
            CopyFolder(Path.Combine(corpus, "migrations"), Path.Combine(work, Folder));
            File.WriteAllText(
                Path.Combine(work, "levee.toml"),
                $"""
                schema = "{Schema}"
                copies = ["{Proxy}", "{Extras}"]
                migrations = "{Folder}"
                base-branch = "{Base}"
                """
            );
        });
        _sandbox.Git("push", "--quiet", "origin", $"main:{Base}");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Unchanged_it_has_no_changes()
    {
        var run = _sandbox.Levee("generate", "nothing");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains("no changes", run.Output);
        Assert.Equal("", _sandbox.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_column_a_model_with_a_relation_and_an_enum_value_are_written_and_then_settled()
    {
        _sandbox.Replace(
            Schema,
            "model LiteLLM_BudgetTable {",
            "model LiteLLM_BudgetTable {\n  levee_note String?\n  levee_audits LeveeAudit[]"
        );
        _sandbox.Write(
            Schema,
            _sandbox.Read(Schema)
                + """

                model LeveeAudit {
                  id        String               @id @default(uuid())
                  budget_id String
                  kind      LeveeAuditKind       @default(CREATED)
                  budget    LiteLLM_BudgetTable  @relation(fields: [budget_id], references: [budget_id], onDelete: Cascade)

                  @@index([budget_id])
                }

                enum LeveeAuditKind {
                  CREATED
                  DELETED
                }

                """
        );
        Assert.Equal(0, _sandbox.Levee("sync").Code);

        var run = _sandbox.Levee("generate", "add audits");

        Assert.True(run.Code == 0, run.ToString());
        var name = _sandbox.Migrations(Folder)[^1];
        Assert.EndsWith("_add_audits", name);
        Assert.Equal(
            """
            -- CreateEnum
            CREATE TYPE "LeveeAuditKind" AS ENUM ('CREATED', 'DELETED');

            -- AlterTable
            ALTER TABLE "LiteLLM_BudgetTable" ADD COLUMN     "levee_note" TEXT;

            -- CreateTable
            CREATE TABLE "LeveeAudit" (
                "id" TEXT NOT NULL,
                "budget_id" TEXT NOT NULL,
                "kind" "LeveeAuditKind" NOT NULL DEFAULT 'CREATED',

                CONSTRAINT "LeveeAudit_pkey" PRIMARY KEY ("id")
            );

            -- CreateIndex
            CREATE INDEX "LeveeAudit_budget_id_idx" ON "LeveeAudit"("budget_id");

            -- AddForeignKey
            ALTER TABLE "LeveeAudit" ADD CONSTRAINT "LeveeAudit_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "LiteLLM_BudgetTable"("budget_id") ON DELETE CASCADE ON UPDATE CASCADE;

            """,
            _sandbox.Read($"{Folder}/{name}/migration.sql")
        );
        Assert.Contains("no changes", _sandbox.Levee("generate", "again").Output);

        _sandbox.Commit("Add audits");
        _sandbox.Replace(Schema, "  CREATED\n", "  CREATED\n  RENAMED\n");
        Assert.Equal(0, _sandbox.Levee("sync").Code);

        var value = _sandbox.Levee("generate", "add value");

        Assert.True(value.Code == 0, value.ToString());
        Assert.Contains(
            "ALTER TYPE \"LeveeAuditKind\" ADD VALUE 'RENAMED'",
            _sandbox.Read($"{Folder}/{_sandbox.Migrations(Folder)[^1]}/migration.sql")
        );
        Assert.Contains("no changes", _sandbox.Levee("generate", "again").Output);
    }

    [Fact]
    public void A_removed_column_is_refused_by_name()
    {
        RemoveColumn();
        Assert.Equal(0, _sandbox.Levee("sync").Code);
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "remove");

        Assert.True(run.Code == 2, run.ToString());
        Assert.Contains("LiteLLM_BudgetTable.soft_budget", run.Talk.Replace("\"", ""));
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void A_branch_behind_its_base_is_refused()
    {
        PushToBase();
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "stale");

        Assert.True(run.Code == 3, run.ToString());
        Assert.Contains($"lacks 1 commit of origin/{Base}", run.Talk);
        Assert.Contains("adds column LiteLLM_BudgetTable.theirs", run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void A_differing_copy_is_refused()
    {
        RemoveColumn();
        File.Copy(_sandbox[Schema], _sandbox[Extras], overwrite: true);

        var run = _sandbox.Levee("generate", "copy", "--allow-destructive");

        Assert.True(run.Code == 4, run.ToString());
        Assert.Contains($"{Proxy} differs from {Schema}", run.Talk);
        Assert.DoesNotContain($"{Extras} differs", run.Talk);
    }

    [Fact]
    public void All_refusals_at_once_are_printed_and_the_copies_give_the_code()
    {
        RemoveColumn();
        PushToBase();
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "all");

        Assert.True(run.Code == 4, run.ToString());
        Assert.Contains("SCHEMA COPIES DIFFER", run.Talk);
        Assert.Contains("STALE BRANCH", run.Talk);
        Assert.Contains("DESTRUCTIVE MIGRATION DETECTED", run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    private void RemoveColumn() =>
        _sandbox.Replace(Schema, "\n  max_budget Float?\n  soft_budget Float?\n", "\n  max_budget Float?\n");

    private void PushToBase()
    {
        _sandbox.OthersPush(
            "Add a column",
            folder =>
            {
                var path = Path.Combine(folder, Schema);
                File.WriteAllText(
                    path,
                    File.ReadAllText(path)
                        .Replace("model LiteLLM_BudgetTable {", "model LiteLLM_BudgetTable {\n  theirs Int?")
                );
            }
        );
        Sandbox.GitIn(_sandbox.Remote, "branch", "--force", Base, "main");
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
