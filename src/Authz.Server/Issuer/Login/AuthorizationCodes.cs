using System.Buffers.Text;
using System.Security.Cryptography;

namespace Authz.Server.Issuer.Login;

/// <summary>The codes that nobody has exchanged yet: each works once and for a minute (RFC 6749 section 4.1.2).</summary>
internal sealed class AuthorizationCodes(TimeProvider timeProvider)
{
    /// <summary>How many are kept; a further one takes the place of the oldest.</summary>
    public const int Maximum = 256;

    private readonly Lock _change = new();
    private readonly OrderedDictionary<string, (CodeGrant Grant, DateTimeOffset End)> _codes = new(StringComparer.Ordinal);

    /// <summary>How long one lives.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(60);

    public string Issue(CodeGrant grant)
    {
        string code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = timeProvider.GetUtcNow();
        lock (_change)
        {
            while (_codes.Count > 0 && (_codes.Count >= Maximum || _codes.GetAt(0).Value.End <= now))
            {
                _codes.RemoveAt(0);
            }

            _codes.Add(code, (grant, now + Lifetime));
        }

        return code;
    }

    /// <summary>Takes a code out of the world, whatever comes of it; null if it is not in force.</summary>
    public CodeGrant? Take(string code)
    {
        lock (_change)
        {
            return _codes.Remove(code, out (CodeGrant Grant, DateTimeOffset End) kept) && timeProvider.GetUtcNow() < kept.End ? kept.Grant : null;
        }
    }
}
