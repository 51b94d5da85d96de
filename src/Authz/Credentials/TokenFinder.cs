using Authz.FoldedNames;
using Authz.Targets;

namespace Authz.Credentials;

/// <summary>Finds a request's token in the one header or query parameter that an authorizer names.</summary>
internal sealed class TokenFinder(IdentitySource source, bool acceptsDpop = false)
{
    private const string Bearer = "Bearer";
    private const string Dpop = "DPoP";

    private readonly string _name = source.Name;
    private readonly bool _isHeader = source.Kind == IdentitySourceKind.Header;

    /// <summary>Finds the token's characters; on false <paramref name="reason"/> says why there is no token.</summary>
    public bool TryRead(HeaderSource headers, in RequestTarget target, out TokenText token, out RefusalReason reason) =>
        _isHeader
            ? TryReadHeader(headers.Find(_name), out token, out reason)
            : QueryParameter.TryRead(target, _name, out token, out reason);

    /// <summary>
    /// Whether the characters are several credentials: RFC 9110 section 5.3 lets a proxy join repeated headers with commas.
    /// </summary>
    public bool IsList(TokenText text) => _isHeader && text.Characters.Contains(',');

    /// <summary>Whether a token that was found came under the scheme <c>DPoP</c> (RFC 9449 section 7.1).</summary>
    public bool IsDpop(TokenText text) => acceptsDpop && text.Start == Dpop.Length + 1 && IsScheme(text.Source.AsSpan(0, Dpop.Length), Dpop);

    /// <summary>Whether the source does not occur in the request at all: not even empty, or with another scheme.</summary>
    public bool IsAbsent(HeaderSource headers, in RequestTarget target) => _isHeader
        ? headers.Find(_name) is { Value: null, IsRepeated: false }
        : QuerySpelling.Count(target.Query, _name) == 0;

    private bool TryReadHeader(HeaderValue header, out TokenText token, out RefusalReason reason)
    {
        reason = header.IsRepeated ? RefusalReason.CredentialsAmbiguous : RefusalReason.TokenMissing;
        string value = header.Value ?? "";
        int space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            // The service accepts the token without a scheme too; the scheme alone is not a token.
            token = new TokenText(value, 0, value.Length);
            return value.Length > 0 && !IsScheme(value);
        }

        // Exactly one space; RFC 6750 section 2.1 allows several. Another scheme is not ours, unless it is the first credential of several.
        token = new TokenText(value, space + 1, value.Length - space - 1);
        if (!IsScheme(value.AsSpan(0, space)))
        {
            reason = value.Contains(',', StringComparison.Ordinal) ? RefusalReason.CredentialsAmbiguous : reason;
            return false;
        }

        return token.Length > 0;
    }

    // RFC 9110 section 11.1: in any case.
    private bool IsScheme(ReadOnlySpan<char> text) => IsScheme(text, Bearer) || (acceptsDpop && IsScheme(text, Dpop));

    private static bool IsScheme(ReadOnlySpan<char> text, string scheme) => text.Equals(scheme, StringComparison.OrdinalIgnoreCase);
}
