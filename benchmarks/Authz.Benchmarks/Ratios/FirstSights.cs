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
    private const int Count = 2_000;

    private readonly ApiFixture _fixture;
    private readonly AuthorizationRequest[] _requests;
    private int _next;

    public FirstSights(ApiFixture fixture)
    {
        _fixture = fixture;
        Tokens = [.. Enumerable.Range(0, Count).Select(fixture.Mint)];
        _requests = [.. Tokens.Select(fixture.Request)];
        string payload = Tokens[0].Split('.')[1];
        TokenAndPayloadBytes = Encoding.ASCII.GetByteCount(Tokens[0]) + Base64Url.GetMaxDecodedLength(payload.Length);
    }

    public IReadOnlyList<string> Tokens { get; }

    /// <summary>What a remembered token must hold: its characters and its payload.</summary>
    public int TokenAndPayloadBytes { get; }

    public bool DecideNext()
    {
        if (_next == Count)
        {
            Forget();
        }

        return _fixture.Authorizer.Authorize(_requests[_next++]).IsAllowed;
    }

    /// <summary>Forgets the tokens: the next is the first, for the first time.</summary>
    public void Forget()
    {
        _next = 0;
        _fixture.Authorizer.Reload(_fixture.Authorizer.Definition);
    }
}
