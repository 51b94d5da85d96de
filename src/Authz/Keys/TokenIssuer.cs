using System.Text;

namespace Authz.Keys;

/// <summary>The issuer of a token, as far as keys are bound to issuers: an exact <c>iss</c>, and the tenant in it.</summary>
internal sealed class TokenIssuer
{
    /// <summary>What stands for the tenant in the <c>issuer</c> of a key.</summary>
    public const string Placeholder = "{tenantid}";

    private readonly string _issuer;
    private readonly string? _tenant;

    /// <param name="issuer">The exact <c>iss</c>.</param>
    /// <param name="tenant">The tenant in it; null if the definition names no tenants.</param>
    public TokenIssuer(string issuer, string? tenant)
    {
        _issuer = issuer;
        _tenant = tenant;
        Utf8 = Encoding.UTF8.GetBytes(issuer);
    }

    /// <summary>The exact <c>iss</c>, UTF-8.</summary>
    public byte[] Utf8 { get; }

    /// <summary>
    /// Whether a key of that <c>issuer</c> signs this issuer's tokens. A set for many tenants also has keys of which each is one
    /// tenant's own: without this check, that tenant could sign for every other.
    /// </summary>
    /// <param name="keyIssuer">The key's member; null if it has none.</param>
    public bool IsIssuerOf(string? keyIssuer)
    {
        int start = keyIssuer?.IndexOf(Placeholder, StringComparison.Ordinal) ?? -1;
        if (keyIssuer is null || start < 0)
        {
            return keyIssuer is null || keyIssuer == _issuer;
        }

        ReadOnlySpan<char> before = keyIssuer.AsSpan(0, start);
        ReadOnlySpan<char> after = keyIssuer.AsSpan(start + Placeholder.Length);
        if (_issuer.Length <= before.Length + after.Length
            || !_issuer.AsSpan().StartsWith(before, StringComparison.Ordinal) || !_issuer.AsSpan().EndsWith(after, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> tenant = _issuer.AsSpan(before.Length, _issuer.Length - before.Length - after.Length);
        return _tenant is null ? IsPathSegment(before, after) && !tenant.Contains('/') : tenant.SequenceEqual(_tenant);
    }

    // Never a part of the host: whoever owns another host must not come to match ours.
    private static bool IsPathSegment(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        int host = before.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        return before.EndsWith('/') && before[Math.Min(host, before.Length)..].Contains('/') && (after.IsEmpty || after[0] == '/');
    }
}
