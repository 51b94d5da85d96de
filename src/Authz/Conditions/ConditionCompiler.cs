using System.Text;
using Authz.Claims;

namespace Authz.Conditions;

/// <summary>Makes valid conditions of one authorizer ready.</summary>
/// <param name="claims">The claims that its tokens are read for.</param>
internal sealed class ConditionCompiler(ConditionClaims claims)
{
    /// <summary>A condition made ready; null if there is none.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="route">The route; null for an issuer's condition.</param>
    public CompiledCondition? Compile(IReadOnlyList<ConditionBlock>? condition, RouteKey? route) => condition is null
        ? null
        : new CompiledCondition([.. condition.Select(block => block.Terms.Select(term => Compile(term, route)).ToArray())]);

    private CompiledTerm Compile(ConditionTerm term, RouteKey? route)
    {
        ConditionOperator found = ConditionOperator.Find(term.Operator)!;
        CompiledKey key = Compile(ParseKey(term.Key), route);
        if (found.Type == ConditionType.Null)
        {
            return new NullTerm(term, key, term.Values[0] == ConditionLiteral.True);
        }

        IReadOnlyList<ConditionPart>[] values = [.. term.Values.Select(value => Parse(value, found.Relation == ConditionRelation.Like))];
        ConditionKey[] variables = [.. VariablesOf(values).Distinct()];
        ValueTest test = found.Type == ConditionType.Text
            ? new TextTest([.. values.Select(parts => CompilePattern(parts, variables, found.Relation))])
            : CompileTest(found, [.. term.Values.Where((_, index) => !VariablesOf([values[index]]).Any())], variables.Length);
        CompiledKey[] compiled = [.. variables.Select(variable => Compile(variable, route))];
        var comparing = new ComparingTerm(term, found, key, test, compiled);
        return IsClaimEqualToSegment(found, key, values) ? new SegmentTerm(comparing, compiled[0]) : comparing;
    }

    private static bool IsClaimEqualToSegment(ConditionOperator found, CompiledKey key, IReadOnlyList<ConditionPart>[] values) =>
        key.IsClaim
        && found is { Type: ConditionType.Text, Relation: ConditionRelation.Equal, IsNegated: false }
        && values is [[{ Kind: ConditionPartKind.Variable, Variable.Kind: ConditionKeyKind.PathVariable }]];

    private CompiledKey Compile(ConditionKey key, RouteKey? route) =>
        new(key, key.TryGetClaim(out ClaimPath? claim) ? claims.SlotOf(claim) : -1, route);

    private static ConditionKey ParseKey(string text) =>
        ConditionKey.TryParse(text, out ConditionKey key) ? key : throw new ArgumentException($"'{text}' is not a key.", nameof(text));

    private static IReadOnlyList<ConditionPart> Parse(string value, bool hasWildcards) =>
        ConditionText.TryParse(value, hasWildcards, out IReadOnlyList<ConditionPart> parts, out string misunderstood)
            ? parts
            : throw new ArgumentException($"'{misunderstood}' is not a variable.", nameof(value));

    private static IEnumerable<ConditionKey> VariablesOf(IEnumerable<IReadOnlyList<ConditionPart>> values) =>
        values.SelectMany(parts => parts).Where(part => part.Kind == ConditionPartKind.Variable).Select(part => part.Variable);

    private static TextPattern CompilePattern(IReadOnlyList<ConditionPart> parts, ConditionKey[] variables, ConditionRelation relation)
    {
        List<TextRun> runs = [];
        List<TextPiece> pieces = [];
        foreach (ConditionPart part in parts)
        {
            if (part.Kind == ConditionPartKind.AnyText)
            {
                Complete();
            }
            else
            {
                pieces.Add(part.Kind switch
                {
                    ConditionPartKind.Text => new TextPiece(Encoding.UTF8.GetBytes(part.Text)),
                    ConditionPartKind.Variable => new TextPiece(null, Array.IndexOf(variables, part.Variable)),
                    _ => new TextPiece(null),
                });
            }
        }

        Complete();
        return new TextPattern(runs);

        void Complete()
        {
            runs.Add(new TextRun([.. pieces], relation == ConditionRelation.EqualIgnoreCase));
            pieces.Clear();
        }
    }

    private static ValueTest CompileTest(ConditionOperator found, IReadOnlyList<string> literals, int variables)
    {
        byte[][] texts = [.. literals.Select(Encoding.UTF8.GetBytes)];
        return found.Type switch
        {
            ConditionType.Number => new NumberTest(found.Relation, Array.ConvertAll(texts, NumberLiteral.Parse), variables),
            ConditionType.Date => new DateTest(found.Relation, Array.ConvertAll(texts, ReadDate), variables),
            ConditionType.Address => new AddressTest(Array.ConvertAll(texts, ReadNetwork), variables),
            _ => new BooleanTest([.. literals.Select(literal => literal == ConditionLiteral.True)], variables),
        };
    }

    private static Int128 ReadDate(byte[] text) =>
        ConditionDate.TryRead(text, out Int128 date) ? date : throw new ArgumentException("The text is not a date.", nameof(text));

    private static AddressRange ReadNetwork(byte[] text) =>
        AddressRange.TryParse(text, out AddressRange range) ? range : throw new ArgumentException("The text is not a network.", nameof(text));
}
