using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Definitions;

/// <summary>Which origins are allowed. They are compared byte for byte, as browsers send them (RFC 6454 section 6.2).</summary>
internal sealed class OriginRule
{
    private const string Any = "*";

    private readonly FrozenSet<string> _exact;
    private readonly string[] _schemes;

    /// <param name="origins">Exact origins, <c>*</c>, <c>https://*</c> or <c>http://*</c>.</param>
    public OriginRule(IReadOnlyList<string> origins)
    {
        AllowsAny = origins.Contains(Any);
        _exact = origins.ToFrozenSet(StringComparer.Ordinal);
        _schemes = [.. origins.Where(origin => origin is "https://*" or "http://*").Select(origin => origin.TrimEnd('*'))];
    }

    public bool AllowsAny { get; }

    /// <summary>The value of <c>Access-Control-Allow-Origin</c> for a request's <c>Origin</c>; null if that is not allowed.</summary>
    public string? Allow(StringValues origins)
    {
        if (origins is not [{ Length: > 0 } origin])
        {
            return null;
        }

        if (AllowsAny)
        {
            return Any;
        }

        bool isAllowed = !origin.Contains('*', StringComparison.Ordinal) && (_exact.Contains(origin) || HasAllowedScheme(origin));
        return isAllowed ? origin : null;
    }

    // The origin is sent back, so it has to be plain text.
    private bool HasAllowedScheme(string origin) =>
        Array.Exists(_schemes, scheme => origin.Length > scheme.Length && origin.StartsWith(scheme, StringComparison.Ordinal))
        && Ascii.IsValid(origin) && !origin.Any(char.IsControl);
}
