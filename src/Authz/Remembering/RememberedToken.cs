using Authz.Authorizers;

namespace Authz.Remembering;

/// <summary>A verified token under the characters that it was verified from, for the authorizer that accepted it.</summary>
internal sealed class RememberedToken(ulong hash, byte[] text, TokenVerifier acceptedBy, VerifiedToken token)
{
    /// <summary>What the objects of one remembered token weigh beside its characters and its payload, on a 64-bit runtime.</summary>
    public const int Overhead = 240;

    private const byte MostChances = 3;

    private byte _chances;

    public ulong Hash { get; } = hash;

    public VerifiedToken Token { get; } = token;

    public int Bytes => text.Length + Token.Payload.Length + Overhead;

    /// <summary>Whether this is that token of that authorizer: the characters decide, never the hash.</summary>
    public bool Is(ReadOnlySpan<byte> characters, TokenVerifier authorizer) =>
        ReferenceEquals(acceptedBy, authorizer) && characters.SequenceEqual(text);

    /// <summary>Notes a use. Written only while it changes something, so that hot tokens stay in every core's cache.</summary>
    public void Use()
    {
        if (_chances < MostChances)
        {
            _chances++;
        }
    }

    /// <summary>Takes one chance away; false where there was none left, so the token may be forgotten.</summary>
    public bool TrySpendChance()
    {
        if (_chances == 0)
        {
            return false;
        }

        _chances--;
        return true;
    }
}
