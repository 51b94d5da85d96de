using System.Globalization;
using Authz.Benchmarks.Fixtures;
using Authz.Remembering;
using Authz.Verification;

namespace Authz.Benchmarks.Admission;

/// <summary>The engine's own memory of tokens, asked by number. The tokens are one real one under many texts: what is compared is what is kept.</summary>
internal sealed class EnginePolicy
{
    // RememberedTokens makes a place for each KiB of its bound; texts this short never meet the bound in bytes.
    private const int BytesPerPlace = 1_024;

    private readonly RememberedTokens _remembered;
    private readonly VerifiedToken _token;
    private readonly TokenVerifier _verifier;
    private readonly long _now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public EnginePolicy(int places)
    {
        using var fixture = new ApiFixture("ES256", remembers: true);
        _remembered = new RememberedTokens((long)places * BytesPerPlace);
        _token = fixture.Authorizer.Authorize(fixture.Request(fixture.Mint())).Token!;
        _verifier = new TokenVerifier([_token.IssuedBy], null);
    }

    /// <summary>Whether the token of this number was remembered; it is asked to be afterwards.</summary>
    public bool FindOrAdd(int number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        bool isFound = _remembered.Find(text, _verifier) is not null;
        if (!isFound)
        {
            _remembered.Add(text, _verifier, _token, _now);
        }

        return isFound;
    }
}
