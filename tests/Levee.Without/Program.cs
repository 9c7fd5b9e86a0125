using Levee.Cli.Containment;

namespace Levee.Without;

/// <summary>
/// Runs a program as on a kernel that lacks a layer of the containment: <c>Levee.Without landlock,namespaces levee check</c>. The
/// calls of that layer fail for it and for all that it starts, as they do in containers that forbid them; Levee itself has no switch.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length < 2 || !SystemCall.AreKnown)
        {
            Console.Error.WriteLine("usage: Levee.Without landlock|namespaces[,…] program [argument …]");
            return 64;
        }
        var without = args[0].Split(',');
        SystemCall[] landlock = [SystemCall.CreateRuleset, SystemCall.AddRule, SystemCall.RestrictSelf];
        var filter = SeccompFilter.Without(
            without.Contains("landlock") ? landlock : [],
            hasNamespaces: !without.Contains("namespaces")
        );
        var path = CallPlan.Text(args[1]);
        var arguments = CallPlan.Texts(args[1..]);
        var environment = CallPlan.Texts(
            Environment
                .GetEnvironmentVariables()
                .Cast<System.Collections.DictionaryEntry>()
                .Select(variable => $"{variable.Key}={variable.Value}")
                .ToList()
        );
        const long NoNewPrivileges = 38;
        const long SetFilter = 1;
        _ = Kernel.Call(SystemCall.Control, NoNewPrivileges, 1);
        if (Kernel.Call(SystemCall.Seccomp, SetFilter, 0, filter.ToProgram()) < 0)
        {
            Console.Error.WriteLine("the filter was refused");
            return 71;
        }
        _ = Kernel.Call(SystemCall.Execute, path, arguments, environment);
        Console.Error.WriteLine($"{args[1]} cannot be started");
        return 71;
    }
}
