using System.Text;
using Authz.Claims;
using Authz.Conditions;

namespace Authz.Server.Checks;

/// <summary>What is certain of a condition before any request: told only where it is certain.</summary>
/// <param name="issuers">The issuers whose tokens meet the condition or not.</param>
/// <param name="route">The route; null for an issuer's condition.</param>
internal sealed class ConditionProspect(IReadOnlyList<JwtConfiguration> issuers, RouteKey? route)
{
    // The engine refuses tokens without them before any condition is judged.
    private static readonly string[] s_always = ["claims:iss", "claims:exp"];

    // Claims that are texts, numbers, or neither objects nor numbers, in every token that is accepted.
    private static readonly string[] s_texts = ["iss", "sub", "jti", "client_id"];
    private static readonly string[] s_numbers = ["exp", "nbf", "iat"];
    private static readonly string[] s_textLists = ["aud", "scp", "scope"];

    /// <summary>Whether every request meets the block.</summary>
    public bool AlwaysHolds(ConditionBlock block) => block.Terms.Count > 0 && block.Terms.All(AlwaysHolds);

    /// <summary>Whether two blocks ask only whether one key is there, and whether it is missing.</summary>
    public static bool AreComplementary(IReadOnlyList<ConditionBlock> condition)
    {
        ConditionTerm[] single =
            [.. condition.Where(block => block.Terms is [{ Operator: "Null", Values.Count: 1 }]).Select(block => block.Terms[0])];
        return single.Any(term => IsOfToken(term) && single.Any(other => other.Key == term.Key && other.Values[0] != term.Values[0]));
    }

    /// <summary>Why no request meets the block; null if one may.</summary>
    public string? FindContradiction(ConditionBlock block) =>
        block.Terms.Select(FindImpossible).FirstOrDefault(why => why is not null)
        ?? block.Terms.GroupBy(term => term.Key, StringComparer.Ordinal).Select(FindContradiction).FirstOrDefault(why => why is not null);

    // Terms of one key: missing and compared, or texts that have none in common.
    private static string? FindContradiction(IGrouping<string, ConditionTerm> terms)
    {
        (ConditionTerm Term, ConditionOperator Operator)[] read =
            [.. terms.Select(term => (term, ConditionOperator.Find(term.Operator)!)).Where(term => term.Item2 is not null)];
        bool mustBeMissing = read.Any(term => IsNull(term.Operator) && term.Term.Values is ["true"]);
        if (mustBeMissing && read.Any(term => !IsNull(term.Operator) && !term.Operator.HoldsIfMissing))
        {
            return $"'{terms.Key}' must be missing, and is compared";
        }

        (ConditionTerm Term, ConditionOperator Operator)[] exact =
            [.. read.Where(term => IsExactText(term.Operator) && IsLiteral(term.Term))];
        HashSet<string>? left = null;
        foreach ((ConditionTerm term, _) in exact.Where(term => term.Operator is { IsNegated: false, HoldsIfMissing: false }))
        {
            left = left is null ? new(term.Values, StringComparer.Ordinal) : [.. left.Intersect(term.Values, StringComparer.Ordinal)];
        }

        foreach ((ConditionTerm term, _) in exact.Where(term => term.Operator.IsNegated))
        {
            left?.ExceptWith(term.Values);
        }

        return left is { Count: 0 } ? $"no value of '{terms.Key}' fits all of its terms" : null;
    }

    private static bool IsNull(ConditionOperator found) => found.Type == ConditionType.Null;

    // EdDSA and Ed25519 are one algorithm.
    private static bool HasTwoNames(string algorithm) => algorithm.StartsWith("Ed", StringComparison.Ordinal);

    // One value: what holds for a list is said of its parts.
    private static bool IsExactText(ConditionOperator found) =>
        found is { Type: ConditionType.Text, Relation: ConditionRelation.Equal, Quantifier: ConditionQuantifier.None };

    private static bool IsLiteral(ConditionTerm term) => term.Values.All(value => !value.Contains("${", StringComparison.Ordinal));

    private static bool IsOfToken(ConditionTerm term) => term.Key.StartsWith(ConditionKey.ClaimPrefix, StringComparison.Ordinal);

    private bool AlwaysHolds(ConditionTerm term)
    {
        if (ConditionOperator.Find(term.Operator) is not { } found)
        {
            return false;
        }

        if (IsNull(found))
        {
            return s_always.Contains(term.Key) && term.Values is ["false"];
        }

        return IsExactText(found) && IsLiteral(term) && KnownValues(term.Key) is { Count: > 0 } known
            && known.All(value => term.Values.Contains(value) != found.IsNegated);
    }

    private string? FindImpossible(ConditionTerm term)
    {
        if (ConditionOperator.Find(term.Operator) is not { } found)
        {
            return null;
        }

        if (IsNull(found))
        {
            return s_always.Contains(term.Key) && term.Values is ["true"] ? $"'{term.Key}' is in every token"
                : term.Values is ["false"] ? FindAbsent(term.Key)
                : null;
        }

        if (!found.HoldsIfMissing && (FindAbsent(term.Key) ?? FindOtherType(term, found)) is { } why)
        {
            return why;
        }

        return IsExactText(found) && IsLiteral(term) && KnownValues(term.Key) is { Count: > 0 } known
            && known.All(value => term.Values.Contains(value) == found.IsNegated)
                ? $"'{term.Key}' is {string.Join(" or ", known.Select(value => $"'{value}'"))}"
                : null;
    }

    // A claim inside another that is no object in any token.
    private static string? FindAbsent(string key) =>
        ConditionKey.TryParse(key, out ConditionKey parsed) && parsed.TryGetClaim(out ClaimPath? claim) && claim.Steps.Count > 1
        && Encoding.UTF8.GetString(claim.Steps[0]) is var outer && s_texts.Concat(s_numbers).Concat(s_textLists).Contains(outer)
            ? $"'{key}' is in no token, for '{outer}' is no object"
            : null;

    // What is compared as a number or a boolean is never found in a text, nor text in a number.
    private static string? FindOtherType(ConditionTerm term, ConditionOperator found)
    {
        string name = IsOfToken(term) ? term.Key[ConditionKey.ClaimPrefix.Length..] : "";
        bool isText = s_texts.Contains(name) || s_textLists.Contains(name);
        return isText && found.Type is (ConditionType.Number or ConditionType.Boolean) ? $"'{term.Key}' is text in every token"
            : s_numbers.Contains(name) && found.Type is (ConditionType.Text or ConditionType.Boolean or ConditionType.Address)
                ? $"'{term.Key}' is a number in every token"
                : null;
    }

    // The values that a key has in every request; none if more are possible.
    private IReadOnlyList<string> KnownValues(string key) => key switch
    {
        "claims:iss" when issuers.All(entry => entry.Tenants.Count == 0) => [.. issuers.Select(entry => entry.Issuer)],
        "claims:tid" when issuers.Count > 0 && issuers.All(entry => entry.Tenants.Count > 0) =>
            [.. issuers.SelectMany(entry => entry.Tenants).Distinct(StringComparer.Ordinal)],
        "token:alg" when issuers.All(entry => entry.Algorithms is { Count: > 0 } all && !all.Any(HasTwoNames)) =>
            [.. issuers.SelectMany(entry => entry.Algorithms!).Distinct()],
        "request:method" when route is { IsDefault: false } && route.Methods.Count == 1 => route.Methods,
        "context:routeKey" when route is not null => [route.Text],
        _ => [],
    };
}
