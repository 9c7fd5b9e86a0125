using System.Globalization;
using System.Text;
using Levee.Core;
using Levee.Core.Guards;

namespace Levee.Cli.Workspace;

/// <summary>What <c>levee approve</c> leaves behind, and the refused plans that it shows: small files inside the
/// repository's git folder, where no commit carries them away.</summary>
/// <param name="folder">Null where there is no repository: then there are no approvals, and no plan is kept.</param>
internal sealed class ApprovalFiles(string? folder)
{
    // Codes are made by Levee, but this one was typed: it must not become a path.
    private static bool IsCode(string code) =>
        code.Length is > 0 and < 40 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    public static ApprovalFiles Of(string? gitFolder) =>
        new(gitFolder is null ? null : Path.Combine(gitFolder, "levee"));

    public ValueList<HumanApproval> Read()
    {
        var approvals = folder is null ? "" : Path.Combine(folder, "approvals");
        return Directory.Exists(approvals)
            ? Directory.EnumerateFiles(approvals).Select(ReadOne).OfType<HumanApproval>().ToValueList()
            : [];
    }

    public void Approve(string code, string by, DateTimeOffset at) =>
        Write("approvals", code, $"{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}\n{by}\n");

    public void KeepPlan(string code, string text) => Write("plans", code, text);

    /// <summary>The plan that was refused under this code; null where none was.</summary>
    public string? FindPlan(string code)
    {
        if (folder is null || !IsCode(code))
            return null;
        var plans = Path.Combine(folder, "plans");
        var file = Directory.Exists(plans)
            ? Directory.EnumerateFiles(plans).FirstOrDefault(path => PlanCode.Fits(Path.GetFileName(path), code))
            : null;
        return file is null ? null : File.ReadAllText(file);
    }

    private static HumanApproval? ReadOne(string path)
    {
        var lines = File.ReadAllLines(path);
        return
            lines.Length >= 2
            && DateTimeOffset.TryParse(
                lines[0],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            ? new(Path.GetFileName(path), lines[1], at)
            : null;
    }

    private void Write(string kind, string code, string text)
    {
        if (folder is null || !IsCode(code))
            return;
        var path = Path.Combine(folder, kind, code);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
    }
}
