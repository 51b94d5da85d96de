using Authz.FoldedNames;
using Authz.Targets;

namespace Authz.Credentials;

/// <summary>Finds a token in the query string.</summary>
internal static class QueryParameter
{
    /// <summary>
    /// Finds the one parameter of this name, compared with case; on false <paramref name="reason"/> says why there is no token. A second
    /// one in any spelling makes it ambiguous: the backend might read that.
    /// </summary>
    public static bool TryRead(in RequestTarget target, string name, out TokenText token, out RefusalReason reason)
    {
        token = default;
        reason = RefusalReason.TokenMissing;
        bool isFound = false;
        for (int start = target.Raw.Length - target.Query.Length; start < target.Raw.Length;)
        {
            int ampersand = target.Raw.IndexOf('&', start);
            int end = ampersand < 0 ? target.Raw.Length : ampersand;
            ReadOnlySpan<char> pair = target.Raw.AsSpan(start, end - start);
            int equals = pair.IndexOf('=');
            ReadOnlySpan<char> pairName = equals < 0 ? pair : pair[..equals];
            if (IsNamed(pairName, name))
            {
                isFound = true;
                int valueStart = equals < 0 ? end : start + equals + 1;
                token = new TokenText(target.Raw, valueStart, end - valueStart);
            }

            start = end + 1;
        }

        if (QuerySpelling.Count(target.Query, name) > 1)
        {
            reason = RefusalReason.CredentialsAmbiguous;
            return false;
        }

        return isFound && token.Length > 0;
    }

    // An escaped spelling of the name is the same name to a backend, so it is to us.
    private static bool IsNamed(ReadOnlySpan<char> raw, ReadOnlySpan<char> name)
    {
        while (!raw.IsEmpty && !name.IsEmpty)
        {
            char character = raw[0];
            int taken = 1;
            if (character == '%' && raw.Length >= 3 && char.IsAsciiHexDigit(raw[1]) && char.IsAsciiHexDigit(raw[2]))
            {
                character = (char)((HexValue(raw[1]) << 4) | HexValue(raw[2]));
                taken = 3;
            }

            if (character != name[0])
            {
                return false;
            }

            raw = raw[taken..];
            name = name[1..];
        }

        return raw.IsEmpty && name.IsEmpty;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
