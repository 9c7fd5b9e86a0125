using Levee.Cli.Containment;
using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Core.Sql;
using Levee.Core.Text;
using Npgsql;

namespace Levee.Without;

/// <summary>
/// Runs a program as on a kernel that lacks layers of the containment: <c>Levee.Without landlock,namespaces levee check</c>. The
/// calls of those layers fail for it and for all that it starts, as they do in containers that forbid them; Levee itself has no
/// switch. With <c>--sql FILE</c> in place of a program it runs SQL as the superuser of a private server, with nothing in front.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length < 2 || !SystemCall.AreKnown)
        {
            Console.Error.WriteLine("usage: Levee.Without [landlock][,namespaces] program [argument …] | --sql file");
            return 64;
        }
        if (!Forbid(args[0].Split(',')))
        {
            Console.Error.WriteLine("the filter was refused");
            return 71;
        }
        if (args[1] == "--sql")
            return await RunAsSuperuserAsync(await File.ReadAllTextAsync(args[2]));
        _ = Kernel.Call(
            SystemCall.Execute,
            CallPlan.Text(args[1]),
            CallPlan.Texts(args[1..]),
            CallPlan.Texts(
                Environment
                    .GetEnvironmentVariables()
                    .Cast<System.Collections.DictionaryEntry>()
                    .Select(variable => $"{variable.Key}={variable.Value}")
                    .ToList()
            )
        );
        Console.Error.WriteLine($"{args[1]} cannot be started");
        return 71;
    }

    private static bool Forbid(string[] layers)
    {
        SystemCall[] landlock = [SystemCall.CreateRuleset, SystemCall.AddRule, SystemCall.RestrictSelf];
        var filter = SeccompFilter.Without(
            layers.Contains("landlock") ? landlock : [],
            hasNamespaces: !layers.Contains("namespaces")
        );
        const long NoNewPrivileges = 38;
        const long SetFilter = 1;
        const long ForAllThreads = 1;
        return Kernel.Call(SystemCall.Control, NoNewPrivileges, 1) == 0
            && Kernel.Call(SystemCall.Seccomp, SetFilter, ForAllThreads, filter.ToProgram()) == 0;
    }

    private static async Task<int> RunAsSuperuserAsync(string sql)
    {
        var options = new PostgresOptions().WithEnvironment(Environment.GetEnvironmentVariable);
        await using var shadows = new ShadowDatabases(options);
        await using var shadow = await shadows.EmptyAsync(CancellationToken.None);
        Console.WriteLine($"held by {shadows.Layers}");
        await using var session = await shadow.ConnectAsSuperuserAsync(CancellationToken.None);
        foreach (var statement in ScriptReader.Read(new SourceText("attack.sql", sql)).Statements)
        {
            try
            {
                await using var command = new NpgsqlCommand(statement.Text, session) { CommandTimeout = 15 };
                await command.ExecuteNonQueryAsync();
                Console.WriteLine("done");
            }
            catch (NpgsqlException error)
            {
                Console.WriteLine(error.Message);
                if (session.State != System.Data.ConnectionState.Open)
                    break;
            }
        }
        return 0;
    }
}
