using System.Globalization;
using System.Text;
using Authz.Benchmarks.Fixtures;
using Authz.Remembering;
using Authz.Testing;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Benchmarks.Flood;

/// <summary>Tokens that are read by the engine's own readers and remembered without their signature being verified: the stub of the flood.</summary>
internal sealed class UnsignedTokens : IDisposable
{
    private readonly ulong[] _names = new ulong[TokenWorkspace.NameCount];
    private readonly byte[] _memory = new byte[TokenWorkspace.LengthFor(CompatibilityProfile.Standard.MaximumTokenLength)];
    private readonly ApiFixture _fixture = new("RS256", remembers: true);
    private readonly VerifiedToken _sample;
    private readonly TokenVerifier _verifier;
    private readonly string _header;
    private readonly long _now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public UnsignedTokens()
    {
        string token = _fixture.Mint();
        _sample = _fixture.Authorizer.Authorize(_fixture.Request(token)).Token!;
        _verifier = new TokenVerifier([_sample.IssuedBy], null);
        _header = token[..token.IndexOf('.', StringComparison.Ordinal)];
    }

    /// <summary>Remembers the token of this number; what its characters and payload weigh.</summary>
    public int Remember(RememberedTokens remembered, int number)
    {
        string characters = Characters(number);
        VerifiedToken token = Read(characters);
        remembered.Add(characters, _verifier, token, _now);
        return characters.Length + token.Payload.Length;
    }

    /// <summary>Whether the token of this number was still remembered; it is afterwards.</summary>
    public bool FindOrRemember(RememberedTokens remembered, int number)
    {
        string characters = Characters(number);
        if (remembered.Find(characters, _verifier) is not null)
        {
            return true;
        }

        remembered.Add(characters, _verifier, Read(characters), _now);
        return false;
    }

    public void Dispose() => _fixture.Dispose();

    private string Characters(int number)
    {
        string payload = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Payload(number)));
        var signature = new Random(number);
        Span<byte> random = stackalloc byte[256];
        signature.NextBytes(random);
        return $"{_header}.{payload}.{System.Buffers.Text.Base64Url.EncodeToString(random)}";
    }

    private string Payload(int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"iss":"{{_sample.Issuer}}","aud":"pets-api","sub":"auth0|{{number:x16}}","scope":"openid profile pets:read pets:write","exp":{{_now + 36000}},"iat":{{_now}},"jti":"0a1b2c3d-4e5f-4a6b-{{number:x16}}","email":"someone@example.com","email_verified":true,"gty":"password","roles":["reader","editor"]}""");

    private VerifiedToken Read(string characters)
    {
        if (!TokenReading.TryRead(new TokenWorkspace(Encoding.ASCII.GetBytes(characters), _memory, _names), known: null, out TokenParts parts, out _))
        {
            throw new InvalidOperationException("The flood's own token cannot be read.");
        }

        return new VerifiedToken(parts.Payload.AfterSignature(), _sample.IssuedBy, _sample.Key, parts.Header.Algorithm, parts.Header.Type);
    }
}
