using System.Text;
using Authz.Verification;

namespace Authz.Remembering;

/// <summary>A verified token under the characters that it was verified from, for the authorizer that accepted it.</summary>
internal sealed class RememberedToken
{
    /// <summary>What the objects of one remembered token weigh beside its characters and its payload, on a 64-bit runtime.</summary>
    public const int Overhead = 240;

    private const byte MostChances = 3;

    // Bytes: half the size of the characters, and half of what a look-up drags through the processor's caches.
    private readonly byte[] _text;
    private readonly TokenVerifier _acceptedBy;
    private byte _chances;

    /// <param name="hash">That of the characters.</param>
    /// <param name="characters">The token as it came.</param>
    /// <param name="acceptedBy">The authorizer that accepted it.</param>
    /// <param name="token">What it says.</param>
    /// <param name="chances">What it has earned before it was remembered.</param>
    public RememberedToken(ulong hash, ReadOnlySpan<char> characters, TokenVerifier acceptedBy, VerifiedToken token, int chances)
    {
        Hash = hash;
        Token = token;
        _chances = (byte)Math.Min(chances, MostChances);
        _text = new byte[characters.Length];
        Encoding.ASCII.GetBytes(characters, _text);
        _acceptedBy = acceptedBy;
    }

    public ulong Hash { get; }

    public VerifiedToken Token { get; }

    public int Bytes => BytesOf(_text.Length, Token);

    /// <summary>What a token weighs once it is remembered.</summary>
    public static int BytesOf(int characters, VerifiedToken token) => characters + token.Payload.Length + Overhead;

    /// <summary>Whether this is that token of that authorizer: the characters decide, never the hash.</summary>
    public bool Is(ReadOnlySpan<char> characters, TokenVerifier authorizer) =>
        ReferenceEquals(_acceptedBy, authorizer) && Ascii.Equals(_text, characters);

    /// <summary>Notes a use. Written only while it changes something, so that hot tokens stay in every core's cache.</summary>
    public void Use()
    {
        // Read once: readers race here, and none may carry the number beyond its end.
        int chances = _chances;
        if (chances < MostChances)
        {
            _chances = (byte)(chances + 1);
        }
    }

    /// <summary>How much the token is in use: what another must exceed to take its place.</summary>
    public int Chances => _chances;

    /// <summary>Takes one chance away; false where there was none left, so the token may be forgotten.</summary>
    public bool TrySpendChance()
    {
        int chances = _chances;
        if (chances == 0)
        {
            return false;
        }

        _chances = (byte)(chances - 1);
        return true;
    }
}
