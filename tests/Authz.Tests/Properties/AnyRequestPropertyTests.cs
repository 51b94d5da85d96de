using Authz.Tests.Attacks;
using FsCheck.Xunit;

namespace Authz.Tests.Properties;

/// <summary>No request can make the engine throw: arbitrary methods, targets, headers and tokens.</summary>
public sealed class AnyRequestPropertyTests : IDisposable
{
    private static readonly string[] s_pieces =
        [
            "Bearer ", "bearer ", ".", "e30", "eyJhbGciOiJFUzI1NiIsImtpZCI6IkVTMjU2In0", "AA", "=", ",", " ", "\0", "é", "\uD800", "%",
            "-_", "{}", "&token=", "?token=", "/pets", "//", "%2F",
        ];

    private static readonly string s_valid = Forged.SignPayload(Forged.ValidPayload);

    private readonly TestApi _api = new(rememberedTokenBytes: 1 << 20);

    [Property(MaxTest = 3000)]
    public void Decides_AnyRequest(string? method, string? target, string? header)
    {
        var request = new AuthorizationRequest(method!, target!, HeaderSource.Authorization(header));
        Assert.False(_api.Authorizer.Authorize(request).IsAllowed);
    }

    [Property(MaxTest = 3000)]
    public void Decides_AnyHeaderOnAGuardedRoute(byte[] picks)
    {
        string header = string.Concat(picks.Select(pick => s_pieces[pick % s_pieces.Length]));
        AssertRefused(header);
        AssertRefused("Bearer " + header);
    }

    [Property(MaxTest = 3000)]
    public void Decides_AnyChangeOfAValidToken(ushort place, char character, byte action)
    {
        int at = place % s_valid.Length;
        string changed = (action % 3) switch
        {
            0 => s_valid.Insert(at, character.ToString()),
            1 => s_valid.Remove(at, 1),
            _ => s_valid[..at] + character + s_valid[(at + 1)..],
        };
        Assert.Equal(changed == s_valid, IsAllowed("Bearer " + changed));
    }

    [Property(MaxTest = 1000)]
    public void Decides_AnyBytesAsPayloadAndHeader_HoweverWellSigned(byte[] bytes)
    {
        AssertRefused("Bearer " + Forged.Sign("""{"alg":"ES256","kid":"ES256"}"""u8, bytes));
        AssertRefused("Bearer " + Forged.Sign(bytes, "{}"u8));
    }

    public void Dispose() => _api.Dispose();

    private void AssertRefused(string header) => Assert.False(IsAllowed(header), header);

    private bool IsAllowed(string header) =>
        _api.Authorizer.Authorize(new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization(header))).IsAllowed;
}
