using System.Buffers;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Scopes;

/// <summary>The scopes of a verified token, read in place.</summary>
internal readonly ref struct TokenScopes
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ClaimSlot _slot;

    public TokenScopes(ReadOnlySpan<byte> payload, ClaimSlot slot)
    {
        _payload = payload;
        _slot = slot;
    }

    /// <summary>Whether the token has this scope, compared byte for byte (RFC 6749 section 3.3).</summary>
    public bool Contains(ReadOnlySpan<byte> scope)
    {
        var strings = new ClaimStrings(_payload, _slot);
        while (strings.MoveNext())
        {
            bool isFound = _slot.Kind == JsonTokenKind.StartArray
                ? JsonText.Equals(strings.Raw, strings.IsEscaped, scope)
                : IsListed(strings.Raw, strings.IsEscaped, scope);
            if (isFound)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The scopes as text, in the token's own order.</summary>
    public IReadOnlyList<string> ToList()
    {
        List<string> scopes = [];
        var strings = new ClaimStrings(_payload, _slot);
        while (strings.MoveNext())
        {
            string text = JsonText.ToText(strings.Raw, strings.IsEscaped);
            if (_slot.Kind == JsonTokenKind.StartArray)
            {
                scopes.Add(text);
            }
            else
            {
                scopes.AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return scopes;
    }

    private static bool IsListed(ReadOnlySpan<byte> list, bool isEscaped, ReadOnlySpan<byte> scope)
    {
        if (!isEscaped)
        {
            return IsListed(list, scope);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(list.Length);
        bool isListed = IsListed(rented.AsSpan(0, JsonText.Unescape(list, rented)), scope);
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return isListed;
    }

    // Several spaces in a row separate like one, as they do for the service. Searching for the scope costs a tenth of splitting the list.
    private static bool IsListed(ReadOnlySpan<byte> list, ReadOnlySpan<byte> scope)
    {
        int start = 0;
        int found = list.IndexOf(scope);
        while (found >= 0 && !scope.IsEmpty)
        {
            start += found;
            int end = start + scope.Length;
            if ((start == 0 || list[start - 1] == ' ') && (end == list.Length || list[end] == ' '))
            {
                // Two scopes of a list are not one scope with a space.
                return !scope.Contains((byte)' ');
            }

            start = end;
            found = list[start..].IndexOf(scope);
        }

        return false;
    }
}
