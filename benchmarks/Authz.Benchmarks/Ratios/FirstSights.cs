using System.Buffers.Text;
using System.Text;
using Authz.Benchmarks.Fixtures;

namespace Authz.Benchmarks.Ratios;

/// <summary>
/// First sights with remembering on: each call sees a valid token for the first time. Two thousand tokens in turn; a reload forgets them all
/// before they come round again.
/// </summary>
public sealed class FirstSights
{
    private const int Tokens = 2_000;

    private readonly ApiFixture _fixture;
    private readonly AuthorizationRequest[] _requests = new AuthorizationRequest[Tokens];
    private int _next;

    public FirstSights(ApiFixture fixture)
    {
        _fixture = fixture;
        string token = "";
        for (int number = 0; number < Tokens; number++)
        {
            token = fixture.Mint(number);
            _requests[number] = fixture.Request(token);
        }

        string payload = token.Split('.')[1];
        TokenAndPayloadBytes = Encoding.ASCII.GetByteCount(token) + Base64Url.GetMaxDecodedLength(payload.Length);
    }

    /// <summary>What a remembered token must hold: its characters and its payload.</summary>
    public int TokenAndPayloadBytes { get; }

    public bool DecideNext()
    {
        if (_next == Tokens)
        {
            _next = 0;
            _fixture.Authorizer.Reload(_fixture.Authorizer.Definition);
        }

        return _fixture.Authorizer.Authorize(_requests[_next++]).IsAllowed;
    }
}
