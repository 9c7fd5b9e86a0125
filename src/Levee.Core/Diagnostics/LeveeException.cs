namespace Levee.Core.Diagnostics;

/// <summary>
/// The environment cannot do what was asked: no server, no git, no permission, a script that fails.
/// Thrown at the edge, caught once in <c>Program.cs</c> and printed like any diagnostic.
/// </summary>
public sealed class LeveeException(ValueList<Diagnostic> diagnostics, ExitCode exitCode = ExitCode.CouldNot)
    : Exception(diagnostics.Count > 0 ? diagnostics[0].Message : null)
{
    public LeveeException(Diagnostic diagnostic, ExitCode exitCode = ExitCode.CouldNot)
        : this([diagnostic], exitCode) { }

    public ValueList<Diagnostic> Diagnostics => diagnostics;
    public ExitCode ExitCode => exitCode;
}
