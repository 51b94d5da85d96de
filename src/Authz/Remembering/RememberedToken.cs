using System.Text;

namespace Authz.Remembering;

/// <summary>A verified token under the characters that it was verified from, for the authorizer that accepted it.</summary>
internal sealed class RememberedToken
{
    /// <summary>The bytes of one remembered token's objects besides its characters and payload, on a 64-bit runtime.</summary>
    public const int Overhead = 256;

    private const int NotedBytes = 6;
    private const int RevocationBytes = 88;
    private const byte MostChances = 3;

    // Bytes: half the size of the characters, so a look-up moves half as much through the processor's caches.
    private readonly byte[] _text;
    private readonly object _owner;
    private byte _chances;

    /// <param name="hash">The hash of the characters.</param>
    /// <param name="characters">The token's characters.</param>
    /// <param name="owner">The compiled authorizer that accepted it: only its identity counts.</param>
    /// <param name="token">The verified token.</param>
    /// <param name="chances">The chances it earned before it was remembered.</param>
    public RememberedToken(ulong hash, ReadOnlySpan<char> characters, object owner, VerifiedToken token, int chances)
    {
        Hash = hash;
        Token = token;
        _chances = (byte)Math.Min(chances, MostChances);
        _text = new byte[characters.Length];
        Encoding.ASCII.GetBytes(characters, _text);
        _owner = owner;
    }

    public ulong Hash { get; }

    public VerifiedToken Token { get; }

    public int Bytes => BytesOf(_text.Length, Token);

    /// <summary>The bytes that a remembered token takes.</summary>
    public static int BytesOf(int characters, VerifiedToken token) => characters + token.Payload.Length + (token.Noted.Length * NotedBytes) + Overhead
        + (token.RevocationNames is null ? 0 : RevocationBytes);

    /// <summary>Whether this is that token of that authorizer: the characters decide, never the hash.</summary>
    public bool Is(ReadOnlySpan<char> characters, object owner) =>
        ReferenceEquals(_owner, owner) && AsciiText.AreEqual(_text, characters);

    /// <summary>Notes a use. Written only while it changes something, so that hot tokens stay in every core's cache.</summary>
    public void Use()
    {
        // Read once: readers race here, and none may raise the number beyond its maximum.
        int chances = _chances;
        if (chances < MostChances)
        {
            _chances = (byte)(chances + 1);
        }
    }

    /// <summary>How much the token is used: another token must exceed it to take its place.</summary>
    public int Chances => _chances;

    /// <summary>Takes one chance away; false if none was left, so that the token may be forgotten.</summary>
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
