using System.Diagnostics.CodeAnalysis;
using Authz.Claims;

namespace Authz.Conditions;

/// <summary>The left side of a term, or a variable in a value.</summary>
/// <param name="Kind">Where its value comes from.</param>
/// <param name="Name">The name of the claim, path variable, header or query parameter; empty for the rest.</param>
internal readonly record struct ConditionKey(ConditionKeyKind Kind, string Name = "")
{
    public const string ClaimPrefix = "claims:";

    private static readonly (string Prefix, ConditionKeyKind Kind)[] s_named =
    [
        (ClaimPrefix, ConditionKeyKind.Claim),
        ("request:path.", ConditionKeyKind.PathVariable),
        ("request:header.", ConditionKeyKind.Header),
        ("request:querystring.", ConditionKeyKind.QueryParameter),
    ];

    private static readonly (string Text, ConditionKeyKind Kind)[] s_plain =
    [
        ("request:method", ConditionKeyKind.Method),
        ("context:identity.sourceIp", ConditionKeyKind.SourceAddress),
        ("context:stage", ConditionKeyKind.Stage),
        ("context:routeKey", ConditionKeyKind.RouteKey),
        ("context:requestTimeEpoch", ConditionKeyKind.RequestTime),
        ("token:typ", ConditionKeyKind.TokenType),
        ("token:alg", ConditionKeyKind.Algorithm),
        ("token:age", ConditionKeyKind.TokenAge),
        ("token:remaining", ConditionKeyKind.TokenRemaining),
    ];

    /// <summary>The keys for a sentence.</summary>
    public static IEnumerable<string> Forms => s_named.Select(form => $"{form.Prefix}NAME").Concat(s_plain.Select(form => form.Text));

    /// <summary>Whether the token alone decides the value, and the clock; else the request does.</summary>
    public bool IsOfToken => Kind is ConditionKeyKind.Claim or ConditionKeyKind.TokenType or ConditionKeyKind.Algorithm
        or ConditionKeyKind.TokenAge or ConditionKeyKind.TokenRemaining;

    /// <summary>Whether the value can be of this type at all.</summary>
    public bool CanBe(ConditionType type) => Kind switch
    {
        ConditionKeyKind.Claim or ConditionKeyKind.PathVariable or ConditionKeyKind.Header or ConditionKeyKind.QueryParameter => true,
        ConditionKeyKind.SourceAddress => type is ConditionType.Address or ConditionType.Null,
        ConditionKeyKind.RequestTime => type is ConditionType.Number or ConditionType.Date,
        ConditionKeyKind.TokenAge or ConditionKeyKind.TokenRemaining => type is ConditionType.Number or ConditionType.Null,
        _ => type is ConditionType.Text or ConditionType.Null,
    };

    /// <summary>Reads a key, compared with case; false if there is no such key.</summary>
    public static bool TryParse(string text, out ConditionKey key)
    {
        foreach ((string plain, ConditionKeyKind kind) in s_plain)
        {
            if (text == plain)
            {
                key = new ConditionKey(kind);
                return true;
            }
        }

        foreach ((string prefix, ConditionKeyKind kind) in s_named)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                key = new ConditionKey(kind, text[prefix.Length..]);
                return key.IsNamed();
            }
        }

        key = default;
        return false;
    }

    /// <summary>The claim's place; false if the value is no claim's.</summary>
    public bool TryGetClaim([NotNullWhen(true)] out ClaimPath? claim)
    {
        claim = null;
        return Kind == ConditionKeyKind.Claim && ClaimPath.TryParse(Name, out claim);
    }

    /// <summary>The key as a definition writes it.</summary>
    public override string ToString()
    {
        ConditionKeyKind kind = Kind;
        string? prefix = Array.Find(s_named, form => form.Kind == kind).Prefix;
        return prefix is null ? Array.Find(s_plain, form => form.Kind == kind).Text : prefix + Name;
    }

    private bool IsNamed() => Kind switch
    {
        ConditionKeyKind.Claim => TryGetClaim(out _),
        ConditionKeyKind.Header => RfcText.IsToken(Name),
        _ => Name.Length > 0,
    };
}

/// <summary>Where the value of a key comes from.</summary>
internal enum ConditionKeyKind : byte
{
    /// <summary><c>claims:NAME</c> or <c>claims:/json/pointer</c>.</summary>
    Claim,

    /// <summary><c>request:method</c>.</summary>
    Method,

    /// <summary><c>request:path.NAME</c>, decoded once.</summary>
    PathVariable,

    /// <summary><c>request:header.NAME</c>.</summary>
    Header,

    /// <summary><c>request:querystring.NAME</c>, decoded once.</summary>
    QueryParameter,

    /// <summary><c>context:identity.sourceIp</c>.</summary>
    SourceAddress,

    /// <summary><c>context:stage</c>.</summary>
    Stage,

    /// <summary><c>context:routeKey</c>.</summary>
    RouteKey,

    /// <summary><c>context:requestTimeEpoch</c>, in seconds.</summary>
    RequestTime,

    /// <summary><c>token:typ</c>, as the token's header writes it.</summary>
    TokenType,

    /// <summary><c>token:alg</c>.</summary>
    Algorithm,

    /// <summary><c>token:age</c>: seconds since <c>iat</c>.</summary>
    TokenAge,

    /// <summary><c>token:remaining</c>: seconds until <c>exp</c>.</summary>
    TokenRemaining,
}
