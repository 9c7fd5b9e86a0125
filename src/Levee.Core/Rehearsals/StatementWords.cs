using Levee.Core.Sql;
using Levee.Core.Statements;

namespace Levee.Core.Rehearsals;

/// <summary>The words of every statement of a script, and where each word stands: read once, asked for every effect.</summary>
internal sealed class StatementWords
{
    private readonly List<IReadOnlySet<string>> _words;
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);

    /// <summary>Of a statement that only puts rows in: what it names stands in its head.</summary>
    private const int Head = 1000;

    public StatementWords(SqlScript script, LoneInserts inserts)
    {
        _words = script
            .Statements.Select(
                (statement, number) => ScriptLiterals.Read([HeadOf(statement.Text, inserts.Contains(number))]).Words
            )
            .ToList();
        for (var i = 0; i < _words.Count; i++)
        {
            foreach (var word in _words[i])
            {
                if (!_places.TryGetValue(word, out var places))
                    _places[word] = places = [];
                places.Add(i);
            }
        }
    }

    internal static string HeadOf(string text, bool isInsert) => isInsert && text.Length > Head ? text[..Head] : text;

    public int Count => _words.Count;

    public IReadOnlySet<string> Of(int statement) => _words[statement];

    /// <summary>The statements with the word, in their order.</summary>
    public IReadOnlyList<int> With(string word) => _places.GetValueOrDefault(word) ?? [];
}
