using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Schema;

namespace Levee.Core.Diff.Renames;

/// <summary>Finds the things that <see cref="RenameRequest"/>s speak of. What a thing is called now may be said in the names of the
/// schema file or of the database; what it was called in those of the database, for the old schema file is gone.</summary>
/// <param name="schemas">The migrations' and the schema file's.</param>
/// <param name="datamodel">The schema file's names.</param>
public sealed class RenameResolver(Pair<DatabaseSchema> schemas, Datamodel datamodel)
{
    private readonly List<Rename> _whole = [];
    private readonly List<Rename> _parts = [];

    /// <summary>In the order in which they are applied.</summary>
    /// <exception cref="LeveeException">One speaks of what is not there, or would take a name that is in use.</exception>
    public static ValueList<Rename> Resolve(
        ValueList<RenameRequest> requests,
        Pair<DatabaseSchema> schemas,
        Datamodel datamodel
    )
    {
        var resolver = new RenameResolver(schemas, datamodel);
        var parts = requests.Where(request => !resolver.AddWhole(request)).ToList();
        foreach (var request in parts)
            resolver.AddPart(request);
        return [.. resolver._whole, .. resolver._parts];
    }

    /// <returns>False where it is about a column or a value.</returns>
    private bool AddWhole(RenameRequest request)
    {
        var table = schemas.Before.Tables.FirstOrDefault(table => IsCalled(table.Name, request.Old))?.Name;
        var type = schemas.Before.Enums.FirstOrDefault(type => IsCalled(type.Name, request.Old))?.Name;
        if (table is null && type is null)
        {
            return request.Old.Contains('.')
                ? false
                : throw Refused(request, $"the migrations make no table and no enum {request.Old}", Gone());
        }
        Rename rename = table is { } old
            ? new Rename.OfTable(
                new(old, TableNow(request.New) ?? throw Refused(request, $"the schema has no model {request.New}", []))
            )
            : new Rename.OfEnum(
                new(
                    type!.Value,
                    EnumNow(request.New) ?? throw Refused(request, $"the schema has no enum {request.New}", [])
                )
            );
        var name = rename is Rename.OfTable of ? of.Name : ((Rename.OfEnum)rename).Name;
        if (name.Before.Namespace != name.After.Namespace)
            throw Refused(
                request,
                $"{name.After} is in another schema of the database, and a renaming does not move",
                []
            );
        Check(request, name, Has);
        Keep(_whole, request, rename);
        return true;
    }

    private void AddPart(RenameRequest request)
    {
        var dot = request.Old.LastIndexOf('.');
        var (owner, old) = (request.Old[..dot], request.Old[(dot + 1)..]);
        var wanted = request.New.StartsWith(owner + ".", StringComparison.Ordinal)
            ? request.New[(dot + 1)..]
            : request.New;
        if ((TableNow(owner) ?? RenamedTable(owner)) is { } table)
            AddColumn(request, table, new(old, wanted));
        else if ((EnumNow(owner) ?? RenamedEnum(owner)) is { } type)
            AddValue(request, type, new(old, wanted));
        else
            throw Refused(request, $"the schema has no model and no enum {owner}", NamesOf(schemas.After));
    }

    private void AddColumn(RenameRequest request, ObjectName name, Pair<string> column)
    {
        var before =
            _whole.OfType<Rename.OfTable>().FirstOrDefault(rename => rename.Name.After == name)?.Name.Before ?? name;
        var old =
            schemas.Before.FindTable(before) ?? throw Refused(request, $"the migrations make no table {before}", []);
        var now = schemas.After.FindTable(name)!;
        if (old.FindColumn(column.Before) is null)
            throw Refused(
                request,
                $"the migrations make no column {before}.{column.Before}",
                old.Columns.Select(known => known.Name)
            );
        var field = (datamodel.FindModel(name)?.FindField(column.After) as ScalarField)?.DatabaseName;
        var wanted = now.FindColumn(field ?? column.After)?.Name;
        if (wanted is null)
            throw Refused(
                request,
                $"the schema has no column {name}.{column.After}",
                now.Columns.Select(known => known.Name)
            );
        var names = new Pair<string>(column.Before, wanted);
        Check(
            request,
            names,
            (schema, part) => (ReferenceEquals(schema, schemas.Before) ? old : now).FindColumn(part) is not null
        );
        Keep(_parts, request, new Rename.OfColumn(name, names));
    }

    private void AddValue(RenameRequest request, ObjectName name, Pair<string> value)
    {
        var before =
            _whole.OfType<Rename.OfEnum>().FirstOrDefault(rename => rename.Name.After == name)?.Name.Before ?? name;
        var old =
            schemas.Before.FindEnum(before) ?? throw Refused(request, $"the migrations make no enum {before}", []);
        var now = schemas.After.FindEnum(name)!;
        if (!old.Values.Contains(value.Before))
            throw Refused(request, $"the migrations make no value {value.Before} of enum {before}", old.Values);
        var wanted = datamodel.FindEnum(name)?.FindValue(value.After)?.DatabaseName ?? value.After;
        if (!now.Values.Contains(wanted))
            throw Refused(request, $"the schema has no value {value.After} of enum {name}", now.Values);
        var names = new Pair<string>(value.Before, wanted);
        Check(
            request,
            names,
            (schema, part) => (ReferenceEquals(schema, schemas.Before) ? old : now).Values.Contains(part)
        );
        Keep(_parts, request, new Rename.OfValue(name, names));
    }

    private ObjectName? TableNow(string name) =>
        datamodel
            .Models.FirstOrDefault(model =>
                !model.IsView && model.Name == name && schemas.After.FindTable(model.Table) is not null
            )
            ?.Table
        ?? schemas.After.Tables.FirstOrDefault(table => IsCalled(table.Name, name))?.Name;

    private ObjectName? EnumNow(string name) =>
        datamodel.Enums.FirstOrDefault(type => type.Name == name && schemas.After.FindEnum(type.Type) is not null)?.Type
        ?? schemas.After.Enums.FirstOrDefault(type => IsCalled(type.Name, name))?.Name;

    /// <summary>By the name that another request takes from it.</summary>
    private ObjectName? RenamedTable(string name) =>
        _whole.OfType<Rename.OfTable>().FirstOrDefault(rename => IsCalled(rename.Name.Before, name))?.Name.After;

    /// <inheritdoc cref="RenamedTable"/>
    private ObjectName? RenamedEnum(string name) =>
        _whole.OfType<Rename.OfEnum>().FirstOrDefault(rename => IsCalled(rename.Name.Before, name))?.Name.After;

    private static bool IsCalled(ObjectName name, string typed) => name.Name == typed || name.ToString() == typed;

    private static bool Has(DatabaseSchema schema, ObjectName name) =>
        schema.FindTable(name) is not null || schema.FindEnum(name) is not null;

    private static IEnumerable<string> NamesOf(DatabaseSchema schema) =>
        schema
            .Tables.Select(table => table.Name)
            .Concat(schema.Enums.Select(type => type.Name))
            .Select(name => name.ToString());

    /// <summary>Only what is gone from the schema can have another name there; all there is where nothing is gone.</summary>
    private List<string> Gone()
    {
        var gone = NamesOf(schemas.Before).Except(NamesOf(schemas.After)).ToList();
        return gone.Count > 0 ? gone : NamesOf(schemas.Before).ToList();
    }

    /// <summary>What is renamed goes, and its new name is free.</summary>
    private void Check<T>(RenameRequest request, Pair<T> name, Func<DatabaseSchema, T, bool> has)
    {
        if (has(schemas.After, name.Before))
            throw Refused(
                request,
                $"{name.Before} is still in the schema: only what is gone from it can have another name",
                []
            );
        if (has(schemas.Before, name.After))
            throw Refused(request, $"the migrations already make {name.After}", []);
    }

    /// <summary>One thing gets one name, and one name goes to one thing.</summary>
    private static void Keep(List<Rename> renames, RenameRequest request, Rename rename)
    {
        if (renames.Exists(other => Clash(other, rename)))
            throw Refused(request, "another --rename speaks of the same thing", []);
        renames.Add(rename);
    }

    private static bool Clash(Rename one, Rename other) =>
        (one, other) switch
        {
            (Rename.OfTable(var a), Rename.OfTable(var b)) => a.Before == b.Before || a.After == b.After,
            (Rename.OfEnum(var a), Rename.OfEnum(var b)) => a.Before == b.Before || a.After == b.After,
            (Rename.OfColumn(var on, var a), Rename.OfColumn(var with, var b)) => on == with
                && (a.Before == b.Before || a.After == b.After),
            (Rename.OfValue(var on, var a), Rename.OfValue(var with, var b)) => on == with
                && (a.Before == b.Before || a.After == b.After),
            _ => false,
        };

    private static LeveeException Refused(RenameRequest request, string why, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).Take(20).ToList();
        return new LeveeException(
            Diagnostic.Error("cannot-rename", $"--rename '{request.Text}': {why}") with
            {
                Notes = names.Count > 0 ? [$"there is: {string.Join(", ", names)}"] : [],
                Help =
                [
                    "left of = stands the old name, as the migrations made it; right of it the new one, as the schema has it now",
                ],
            }
        );
    }
}
