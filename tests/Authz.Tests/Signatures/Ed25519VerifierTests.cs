using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Tests.Properties;
using Authz.Tokens;
using FsCheck.Xunit;
using NSec.Cryptography;

namespace Authz.Tests.Signatures;

public sealed class Ed25519VerifierTests
{
    private static readonly SignatureAlgorithm s_ed25519 = SignatureAlgorithm.Ed25519;

    // Changed in one place, or not at all, and judged by the library on its own.
    [Property(MaxTest = 500)]
    public void Agrees_WithTheLibrary(byte[] message, byte place, byte change)
    {
        using Key key = Key.Create(s_ed25519);
        byte[] signature = s_ed25519.Sign(key, message);
        byte[] publicKey = key.Export(KeyBlobFormat.RawPublicKey);
        (place % 3 == 0 ? publicKey : signature)[place % 32 + (place % 3 == 1 ? 32 : 0)] ^= change;

        bool isPoint = Ed25519Points.IsOfTheMainSubgroup(publicKey);
        Assert.Equal(isPoint, Libsodium.IsEd25519Point(publicKey));
        if (isPoint)
        {
            PublicKey.TryImport(s_ed25519, publicKey, KeyBlobFormat.RawPublicKey, out PublicKey? imported);
            Assert.Equal(
                s_ed25519.Verify(imported!, message, signature),
                Ed25519Verifier.Create(publicKey).Verify(JwsAlgorithm.Ed25519, message, signature));
        }
        else
        {
            Assert.Throws<CryptographicException>(() => Ed25519Verifier.Create(publicKey));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Rejects_KeysOfAnotherLength(int length)
    {
        Assert.False(Libsodium.IsEd25519Point(new byte[length]));
        Assert.Throws<CryptographicException>(() => Ed25519Verifier.Create(new byte[length]));
    }

    [Fact]
    public void Loads_TheLibraryThatThePackageBrings()
    {
        Assert.Null(Libsodium.Fault);
        Assert.Same(s_ed25519, Libsodium.Ed25519);
    }
}
