using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer.Login;

/// <summary>The parameters of a login, from a query or from the page's form.</summary>
internal sealed class LoginParameters(IEnumerable<KeyValuePair<string, StringValues>> source)
{
    // RFC 8707 section 2 lets resource be repeated; audience is its older form.
    private static readonly string[] s_repeatable = ["audience", "resource"];

    // Others are ignored (RFC 6749 section 3.1).
    private static readonly string[] s_single =
    [
        "response_type", "response_mode", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
        "prompt", "login_hint", "max_age", "acr_values", "dpop_jkt", "request", "request_uri",
    ];

    private readonly Dictionary<string, StringValues> _values = new(source, StringComparer.Ordinal);

    /// <summary>Whether one occurs twice that must not (RFC 6749 section 3.1).</summary>
    public bool AreRepeated => s_single.Any(IsRepeated);

    /// <summary>Those of the login itself, for the page's form.</summary>
    public IEnumerable<(string Name, string Value)> OfLogin =>
        from name in s_single.Concat(s_repeatable)
        from value in List(name)
        select (name, value);

    /// <summary>The one value; null if there is none, or two. An empty one counts as left out (RFC 6749 section 3.1).</summary>
    public string? Find(string name) => _values.TryGetValue(name, out StringValues values) && values is [{ Length: > 0 } value] ? value : null;

    /// <summary>Every value that is not empty.</summary>
    public IEnumerable<string> List(string name) =>
        _values.TryGetValue(name, out StringValues values) ? values.OfType<string>().Where(value => value.Length > 0) : [];

    private bool IsRepeated(string name) => _values.TryGetValue(name, out StringValues values) && values.Count > 1;
}
