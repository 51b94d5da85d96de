using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Authentication;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// The entries that JwtBearer puts into a ticket's properties (the token and its times), created on first use:
/// copying a token and formatting dates would slow every request, and most endpoints never read them.
/// </summary>
internal sealed class TicketItems(TokenIdentity identity, bool savesToken) : IDictionary<string, string?>
{
    private const string AccessToken = "access_token";

    private Dictionary<string, string?>? _written;

    public ICollection<string> Keys => Written.Keys;

    public ICollection<string?> Values => Written.Values;

    public int Count => Written.Count;

    public bool IsReadOnly => false;

    private Dictionary<string, string?> Written => _written ??= Write();

    private ICollection<KeyValuePair<string, string?>> Pairs => Written;

    public string? this[string key]
    {
        get => Written[key];
        set => Written[key] = value;
    }

    public void Add(string key, string? value) => Written.Add(key, value);

    public void Add(KeyValuePair<string, string?> item) => Pairs.Add(item);

    public void Clear() => Written.Clear();

    public bool Contains(KeyValuePair<string, string?> item) => Pairs.Contains(item);

    public bool ContainsKey(string key) => Written.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, string?>[] array, int arrayIndex) => Pairs.CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => Written.GetEnumerator();

    public bool Remove(string key) => Written.Remove(key);

    public bool Remove(KeyValuePair<string, string?> item) => Pairs.Remove(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value) => Written.TryGetValue(key, out value);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, string?> Write()
    {
        Dictionary<string, string?> items = new(StringComparer.Ordinal);
        AuthenticationProperties properties = new(items) { ExpiresUtc = identity.Token.ExpiresAt, IssuedUtc = identity.Token.NotBefore };
        if (savesToken)
        {
            properties.StoreTokens([new AuthenticationToken { Name = AccessToken, Value = identity.Text }]);
        }

        return items;
    }
}
