namespace Levee.Core.Psl.Syntax;

/// <summary>Fields and their types.</summary>
internal sealed class FieldParser(TokenCursor tokens, ExpressionParser expressions)
{
    public MemberSyntax.Field? TryParseField()
    {
        var start = tokens.Current.Start;
        var name = tokens.TakeName();
        if (tokens.Current.Kind == TokenKind.Colon)
        {
            tokens.Advance();
            tokens.Error(
                "legacy-colon",
                TokenCursor.Span(tokens.Previous),
                "a field is written without a colon behind its name",
                "remove the `:`"
            );
        }
        var type = TryParseType();
        if (expressions.TryParseAttributes() is not { } attributes)
            return null;
        if (type is null)
        {
            tokens.Error("field-without-type", name.Span, $"the field `{name}` has no type", $"write `{name} <type>`");
            type = new(new("", name.Span), null, FieldArity.Required, name.Span);
        }
        return new(name, type, attributes, tokens.SpanFrom(start));
    }

    private TypeSyntax? TryParseType()
    {
        var start = tokens.Current.Start;
        if (tokens.Current.Kind == TokenKind.OpenBracket)
            return TryParseLegacyList(start);
        if (TryParseBaseType() is not var (name, unsupported))
            return null;

        var arity = FieldArity.Required;
        if (tokens.IsPair(TokenKind.OpenBracket, TokenKind.CloseBracket))
        {
            tokens.Advance();
            tokens.Advance();
            arity = FieldArity.List;
            if (tokens.Current.Kind == TokenKind.Question)
            {
                tokens.Advance();
                tokens.Error(
                    "optional-list",
                    tokens.SpanFrom(start),
                    "a list cannot be optional",
                    $"write `{name}[]` or `{name}?`"
                );
            }
        }
        else if (tokens.Current.Kind == TokenKind.Question)
        {
            tokens.Advance();
            arity = FieldArity.Optional;
        }
        else if (tokens.Current.Kind == TokenKind.Exclamation)
        {
            tokens.Advance();
            tokens.Error(
                "legacy-required",
                tokens.SpanFrom(start),
                "a field is required without a sign",
                "remove the `!`"
            );
        }
        return new(name, unsupported, arity, tokens.SpanFrom(start));
    }

    private TypeSyntax? TryParseLegacyList(int start)
    {
        tokens.Advance();
        if (TryParseBaseType() is not var (name, unsupported) || !tokens.Take(TokenKind.CloseBracket, "`]`"))
        {
            tokens.MoveTo(start);
            return null;
        }
        tokens.Error(
            "legacy-list",
            tokens.SpanFrom(start),
            "a list has its brackets behind the type",
            $"write `{name}[]`"
        );
        return new(name, unsupported, FieldArity.List, tokens.SpanFrom(start));
    }

    public (NameSyntax Name, string? Unsupported)? TryParseBaseType()
    {
        if (!tokens.Is(TokenKind.Word, "a type"))
            return null;
        var name = tokens.TakeName();
        if (name.Text != "Unsupported" || tokens.Current.Kind != TokenKind.OpenParenthesis || !tokens.TouchesPrevious)
            return (name, null);

        var parenthesis = tokens.Current.Start;
        tokens.Advance();
        if (tokens.Is(TokenKind.Text, "the database type in quotes"))
        {
            var text = expressions.Unescape(tokens.Take());
            if (tokens.Take(TokenKind.CloseParenthesis, "`)`"))
                return (name, text);
        }
        tokens.MoveTo(parenthesis);
        return (name, null);
    }
}
