using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Psl.Validation;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>A schema of one or more files, read as a whole.</summary>
/// <param name="Schema">Null where there are errors.</param>
/// <param name="Datamodel">Null where there are errors. Says which line declares a table, column or enum value.</param>
/// <param name="Diagnostics">Sorted by file and place.</param>
public sealed record PrismaSchema(DatabaseSchema? Schema, Datamodel? Datamodel, ValueList<Diagnostic> Diagnostics)
{
    // What Prisma 8 writes at the top of the files that are in its own language.
    private const string ContractMark = "// use prisma-8";

    /// <param name="files">Their order is that of the tables; it does not matter otherwise.</param>
    /// <param name="joinTables">What makes the rows of the tables of many-to-many relations unique.</param>
    public static PrismaSchema Load(ValueList<SourceText> files, JoinTableKey joinTables = JoinTableKey.Primary)
    {
        if (files.FirstOrDefault(IsContract) is { } contract)
            return new(null, null, [OfPrisma8("this file", contract.At(new(0, 0)))]);
        var diagnostics = new DiagnosticBag();
        var syntax = files.Select(file => Parser.Parse(file, diagnostics)).ToList();
        // Asked only where everything before is right, so that a mistake is not reported again as its consequences.
        if (Binder.Bind(syntax, diagnostics) is { } datamodel && SchemaValidator.Accepts(datamodel, diagnostics))
            return new(SchemaBuilder.Build(datamodel, joinTables), datamodel, diagnostics.Sorted());
        return new(null, null, diagnostics.Sorted());
    }

    /// <summary>What the datasource and the generators say; null where it cannot be read. Models are not looked at.</summary>
    public static Configuration? ReadConfiguration(ValueList<SourceText> files)
    {
        var diagnostics = new DiagnosticBag();
        return new ConfigurationReader(diagnostics).Read(
            files.Select(file => Parser.Parse(file, diagnostics)).ToList()
        );
    }

    private static bool IsContract(SourceText file) =>
        file.Text.AsSpan().TrimStart("\uFEFF\r\n\t ").StartsWith(ContractMark, StringComparison.Ordinal);

    /// <summary>The sentence about what is in the language of Prisma 8.</summary>
    /// <param name="what">The subject of it.</param>
    public static Diagnostic OfPrisma8(string what, SourceLocation? at) =>
        Diagnostic.Error(
            "prisma-8-contract",
            $"{what} is of Prisma 8, whose migrations are made in another way; Levee reads schemas of Prisma 5, 6 and 7",
            at
        ) with
        {
            Help =
            [
                "Prisma 8 also reads a schema of Prisma 7, with prisma7Schema(\"…\"): that one Levee reads as well",
            ],
        };
}
