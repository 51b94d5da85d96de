using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Signatures.OpenSsl;

[SupportedOSPlatform("linux")]
public sealed class VerificationContextTests
{
    [SkippableFact]
    public void Refuses_AnAlgorithmOfAnotherKeyType()
    {
        ContextRequirement.Require(JwsAlgorithm.ES256);
        using ECDsaOpenSsl key = (ECDsaOpenSsl)SelfTest.CreateKey(JwsAlgorithm.ES256);
        using SafeEvpPKeyHandle handle = key.DuplicateKeyHandle();

        Assert.Null(VerificationContext.TryCreate(handle, JwsAlgorithm.RS256));
        Assert.Null(VerificationContext.TryCreate(handle, JwsAlgorithm.PS256));
        Assert.Null(VerificationContext.TryCreate(handle, JwsAlgorithm.Unknown));
    }

    // Signatures that are no DER at all, or more than one.
    [SkippableTheory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3000")]
    [InlineData("30060201010201")]
    [InlineData("300602010102010100")]
    [InlineData("3080020101020101")]
    [InlineData("30060281010102010100")]
    public void Rejects_MalformedDer_AndGoesOn(string der)
    {
        ContextRequirement.Require(JwsAlgorithm.ES256);
        using ECDsaOpenSsl key = (ECDsaOpenSsl)SelfTest.CreateKey(JwsAlgorithm.ES256);
        using SafeEvpPKeyHandle handle = key.DuplicateKeyHandle();
        using VerificationContext context = VerificationContext.TryCreate(handle, JwsAlgorithm.ES256)!;
        byte[] digest = KnownAnswers.DigestFor(JwsAlgorithm.ES256);

        Assert.NotEqual(SignatureVerdict.Valid, context.Verify(digest, Convert.FromHexString(der)));
        Assert.Equal(
            SignatureVerdict.Valid,
            context.Verify(digest, EcdsaDer.Write(KnownAnswers.Right(JwsAlgorithm.ES256), new byte[EcdsaDer.MaximumLength])));
    }

    // The handle counts its users: memory is freed by the last of them.
    [SkippableFact]
    public async Task Survives_ItsDisposal_DuringUse()
    {
        ContextRequirement.Require(JwsAlgorithm.RS256);
        using RSAOpenSsl key = (RSAOpenSsl)SelfTest.CreateKey(JwsAlgorithm.RS256);
        byte[] digest = KnownAnswers.DigestFor(JwsAlgorithm.RS256);
        byte[] right = KnownAnswers.Right(JwsAlgorithm.RS256);
        for (int turn = 0; turn < 200; turn++)
        {
            using SafeEvpPKeyHandle handle = key.DuplicateKeyHandle();
            VerificationContext context = VerificationContext.TryCreate(handle, JwsAlgorithm.RS256)!;
            using ManualResetEventSlim isRunning = new();
            Task<int> user = Task.Run(() => UseUntilClosed(context, digest, right, isRunning));
            isRunning.Wait();
            context.Dispose();

            Assert.True(await user > 0);
        }
    }

    private static int UseUntilClosed(VerificationContext context, byte[] digest, byte[] right, ManualResetEventSlim isRunning)
    {
        int count = 0;
        try
        {
            while (true)
            {
                Assert.Equal(SignatureVerdict.Valid, context.Verify(digest, right));
                count++;
                isRunning.Set();
            }
        }
        catch (ObjectDisposedException)
        {
            return count;
        }
    }
}
