using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.Psl.Syntax;
using Levee.Core.Text;

namespace Levee.Core.Guards;

/// <summary>What <c>sync</c> may write over. <c>copies</c> comes from a branch: it must not be able to name a file of the
/// person's own and have it replaced.</summary>
public static class OverwrittenFile
{
    public const string Code = "no-schema-there";

    /// <summary>A diagnostic for each file of the copy that is no schema.</summary>
    public static ValueList<Diagnostic> Check(SchemaCopy copy) =>
        copy.Files.Where(file => !IsSchema(copy, file)).Select(file => Refused(copy, file)).ToValueList();

    private static bool IsSchema(SchemaCopy copy, SchemaFile file)
    {
        var diagnostics = new DiagnosticBag();
        Parser.Parse(new SourceText(copy.Path, Encoding.UTF8.GetString(file.Bytes)), diagnostics);
        return !diagnostics.HasErrors;
    }

    private static Diagnostic Refused(SchemaCopy copy, SchemaFile file)
    {
        var path = file.Path.Length == 0 ? copy.Path : $"{copy.Path}/{file.Path}";
        return Diagnostic.Error(Code, $"{path} is no schema, so it is not written over") with
        {
            Help =
            [
                "correct copies in levee.toml",
                $"or, if it is a copy all the same: rm {ShellText.Quote(path)} && levee sync",
            ],
        };
    }
}
