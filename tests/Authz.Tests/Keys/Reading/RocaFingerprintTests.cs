using System.Numerics;
using System.Security.Cryptography;
using Authz.Keys.Reading;

namespace Authz.Tests.Keys.Reading;

public sealed class RocaFingerprintTests
{
    // Wycheproof json_web_key_test, tcId 7.
    private const string FaultyModulus =
        "AanFpofbj7KjD4Lf-N2hVMKR7yewSyXhhbirIMTGpfYEhZ_lnt5UoK98DnKIgArXGTu3MaW_HhFw16HGaTDUHqPrId7fe4r11CqRw09yBFuW79V8sYIwHdzC" +
        "aWflUI6auImYbVfoN9_nD5n8N8SY9DwXw7mwZM9wREPXoDPgOoIWl6q_MPsp7n0zs3Z5ZaiQWOOzl1S9OhwAfSiiOwz6efnXEaxuTEtPd7BjSx7NaFka8Dx9" +
        "U7YqXy2RFj1O9PjyaDGuRh7YXsX3iMUSP_wSyHQg_c_qHRtKUsNSGCT7OZg0hzm2KphtjnayKJvC64vAbROBR4Ubg6Bxg9IQVZ-QYyE";

    [Fact]
    public void Rejects_AKeyOfTheFaultyGenerator()
    {
        string set = TestJwk.SetOf($$"""{"kty":"RSA","kid":"roca","e":"AQAB","n":"{{FaultyModulus}}"}""");

        KeyReadResult result = JwksReader.Read(System.Text.Encoding.UTF8.GetBytes(set));

        Assert.Null(result.Keys);
        Assert.Contains("CVE-2017-15361", result.Error, StringComparison.Ordinal);
    }

    // A product of faulty moduli has the same fingerprint, since powers multiplied are powers.
    [Fact]
    public void Finds_TheFingerprint_WhenTheFirstBitIsSet()
    {
        BigInteger modulus = new(UnsignedNumber.Decode(FaultyModulus), isUnsigned: true, isBigEndian: true);
        BigInteger product = modulus;
        while ((product.ToByteArray(isUnsigned: true, isBigEndian: true)[0] & 0x80) == 0)
        {
            product *= modulus;
        }

        Assert.True(RocaFingerprint.IsIn(product.ToByteArray(isUnsigned: true, isBigEndian: true)));
    }

    [Fact]
    public void Accepts_KeysOfASoundGenerator()
    {
        for (int count = 0; count < 5; count++)
        {
            using RSA rsa = RSA.Create(2048);
            Assert.False(RocaFingerprint.IsIn(rsa.ExportParameters(includePrivateParameters: false).Modulus));
        }
    }
}
