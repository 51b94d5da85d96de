using System.Buffers.Text;
using System.Numerics;
using Authz.Testing;
using Authz.Tests.Signatures;

namespace Authz.Tests.Attacks;

/// <summary>
/// B3: (r, n - s) is a valid ECDSA signature wherever (r, s) is (RFC 7518 section 3.4 does not forbid it). Both are accepted, as two
/// tokens: neither stands for the other in the memory of tokens.
/// </summary>
public sealed class SignatureMalleabilityTests
{
    [Theory]
    [InlineData("ES256", "P-256")]
    [InlineData("ES384", "P-384")]
    [InlineData("ES512", "P-521")]
    public async Task Accepts_BothFormsOfASignature_AsTwoTokens(string algorithm, string curve)
    {
        using var api = new TestApi(rememberedTokenBytes: 1 << 20);
        string token = TestApi.Token().Sign(TestKeys.For(algorithm));
        string twin = CompactJws.ReplaceSignature(token, TwinOf(Base64Url.DecodeFromChars(token.Split('.')[2]), CurveOrders.Of(curve)));

        AuthorizationDecision first = await api.DecideAsync(token);
        AuthorizationDecision second = await api.DecideAsync(twin);

        Assert.True(first.IsAllowed && second.IsAllowed);
        Assert.NotEqual(token, twin);
        Assert.NotSame(first.Token, second.Token);
        Assert.Same(first.Token, (await api.DecideAsync(token)).Token);
    }

    private static byte[] TwinOf(byte[] signature, byte[] order)
    {
        int size = signature.Length / 2;
        BigInteger s = new(signature.AsSpan(size), isUnsigned: true, isBigEndian: true);
        byte[] twin = (new BigInteger(order, isUnsigned: true, isBigEndian: true) - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. signature[..size], .. new byte[size - twin.Length], .. twin];
    }
}
