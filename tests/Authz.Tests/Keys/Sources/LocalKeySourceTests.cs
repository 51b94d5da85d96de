using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Authz.Keys;
using Authz.Keys.Reading;
using Authz.Keys.Refreshing;
using Authz.Keys.Snapshots;
using Authz.Keys.Sources;
using Authz.Tests.Keys.Snapshots;
using CertificateKey = System.Security.Cryptography.X509Certificates.PublicKey;

namespace Authz.Tests.Keys.Sources;

/// <summary>Keys from a file and from the definition itself.</summary>
public sealed class LocalKeySourceTests : IDisposable
{
    private static readonly TestJwk s_first = TestJwk.Create("first");
    private static readonly TestJwk s_second = TestJwk.Create("second");

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Offers_InlineKeys_AtOnceAndForever()
    {
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { Jwks = TestJwk.SetOf(s_first.Json) });

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
        test.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
        Assert.Equal("inline", test.Keys.GetStatus().KeySource);
        Assert.Equal(0, test.Remote.Requests);
    }

    [Fact]
    public async Task Rejects_AKeyIdMissingInInlineKeys()
    {
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { Jwks = TestJwk.SetOf(s_first.Json) });

        Assert.Equal(KeyRefreshOutcome.Completed, test.AskFor(s_second));
        Assert.Equal(KeyLookupStatus.UnknownKeyId, await test.ResolveAsync(s_second));
        Assert.Null(test.Keys.GetStatus().NextRefresh);
    }

    [Fact]
    public void ReadsNoSnapshot_ForInlineKeys()
    {
        KeySnapshotContent content = new(ScriptedIssuer.Issuer, "inline", DateTimeOffset.UnixEpoch, new KeyDocuments(null, []));
        using KeysUnderTest test = new(
            new OneSnapshotStore(content), KeysUnderTest.Entry with { Jwks = TestJwk.SetOf(s_first.Json) });

        Assert.Empty(test.Keys.GetStatus().Warnings);
    }

    [Fact]
    public async Task Reads_AFile_ThatAnotherProcessReads_AndKeepsNoSnapshotOfIt()
    {
        await File.WriteAllTextAsync(_path, TestJwk.SetOf(s_first.Json));
        await using FileStream other = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using KeysUnderTest test = new(new MemorySnapshotStore(), KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);

        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
        Assert.Empty(test.Keys.GetStatus().Warnings);
    }

    [Fact]
    public async Task Follows_AFile_WithinFiveSeconds_AndKeepsItsKeysWhileItIsGone()
    {
        await File.WriteAllTextAsync(_path, TestJwk.SetOf(s_first.Json));
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));

        File.Delete(_path);
        await test.PassAsync(FileSource.Interval);
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_first));
        Assert.Contains(_path, test.Keys.GetStatus().LastError, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_path, TestJwk.SetOf(s_second.Json));
        await test.PassAsync(FileSource.Interval);
        Assert.Equal(KeyLookupStatus.Found, test.Find(s_second));
        Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(s_first));
        Assert.Equal(0, test.Remote.Requests);
    }

    [Fact]
    public async Task Names_PemKeys_ByTheirThumbprint()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using ECDsa certified = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=issuer", certified, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        using RSA certifiedRsa = RSA.Create(2048);
        using X509Certificate2 rsaCertificate = new CertificateRequest(
                "CN=issuer", certifiedRsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        await File.WriteAllTextAsync(
            _path,
            $"signing keys of id.example.com\n{rsa.ExportSubjectPublicKeyInfoPem()}\n{rsa.ExportRSAPublicKeyPem()}\n" +
            $"{ec.ExportSubjectPublicKeyInfoPem()}\n{certificate.ExportCertificatePem()}\n{rsaCertificate.ExportCertificatePem()}");
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);

        string[] expected =
        [
            KeyThumbprint.Of(rsa.ExportParameters(includePrivateParameters: false)),
            KeyThumbprint.Of(ec.ExportParameters(includePrivateParameters: false), "P-384"),
            KeyThumbprint.Of(certified.ExportParameters(includePrivateParameters: false), "P-256"),
            KeyThumbprint.Of(certifiedRsa.ExportParameters(includePrivateParameters: false)),
        ];
        IReadOnlyList<IssuerKey> keys = test.Keys.GetStatus().Keys;
        Assert.Equal(expected, keys.Select(key => key.KeyId));
        Assert.Equal(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"], keys[0].Algorithms);
        Assert.Equal(["ES384"], keys[1].Algorithms);
        Assert.Equal(["ES256"], keys[2].Algorithms);
    }

    // RFC 8410: the public key and a certificate, made by openssl genpkey -algorithm ed25519 and openssl req -x509.
    [Fact]
    public async Task Reads_Ed25519_FromPem()
    {
        const string PublicKey = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGmteAOVw+aRGYAw33GSpMJcHXdx8gPDy+Zak/T0DiAc=
            -----END PUBLIC KEY-----
            """;
        const string Certificate = """
            -----BEGIN CERTIFICATE-----
            MIIBODCB66ADAgECAhRU+cDLlucrhLaVt2XAI05P36xEpjAFBgMrZXAwETEPMA0G
            A1UEAwwGaXNzdWVyMCAXDTI2MTEyOTIxMjcwOVoYDzIxMDkwMTE4MjEyNzA5WjAR
            MQ8wDQYDVQQDDAZpc3N1ZXIwKjAFBgMrZXADIQAaa14A5XD5pEZgDDfcZKkwlwdd
            3HyA8PL5lqT9PQOIB6NTMFEwHQYDVR0OBBYEFAnEVtBetsiHjQFIOt6W7L4f99nj
            MB8GA1UdIwQYMBaAFAnEVtBetsiHjQFIOt6W7L4f99njMA8GA1UdEwEB/wQFMAMB
            Af8wBQYDK2VwA0EAY4xdHRhcE2wlnb1Dkeik2NvIZ+X125psYqpZF7uRibJ2MjOG
            RG99Oaqcn2JnYyoo7M+qi4UjHGTlVnLinDs4BA==
            -----END CERTIFICATE-----
            """;
        foreach (string pem in (string[])[PublicKey, Certificate])
        {
            IssuerKey key = Assert.Single((await ReadAsync(pem)).Keys);
            Assert.Equal(["EdDSA", "Ed25519"], key.Algorithms);
            Assert.Equal(
                KeyThumbprint.OfEd25519(Convert.FromHexString("1a6b5e00e570f9a446600c37dc64a93097075ddc7c80f0f2f996a4fd3d038807")), key.KeyId);
        }
    }

    // X25519, Ed25519 of 31 octets, Ed25519 with parameters, Ed25519 and an octet more, the neutral point.
    [Theory]
    [InlineData("302a300506032b656e032100{0}", "its key is not RSA, EC, Ed25519 or ML-DSA")]
    [InlineData("302a300506032b6571032100{0}", "its key is not RSA, EC, Ed25519 or ML-DSA")]
    [InlineData("3029300506032b6570032000{1}", "it is not a point of Ed25519")]
    [InlineData("302c300706032b65700500032100{0}", "the platform does not accept it")]
    [InlineData("302a300506032b6570032100{0}00", "the platform does not accept it")]
    [InlineData("302a300506032b6570032101{0}", "the platform does not accept it")]
    [InlineData("302a300506032b65700321000100000000000000000000000000000000000000000000000000000000000000", "or one of small order")]
    public async Task Rejects_OtherKeysOfRfc8410_InPem(string der, string cause)
    {
        const string Key = "1a6b5e00e570f9a446600c37dc64a93097075ddc7c80f0f2f996a4fd3d038807";
        byte[] octets = Convert.FromHexString(der.Replace("{0}", Key, StringComparison.Ordinal).Replace("{1}", Key[2..], StringComparison.Ordinal));

        IssuerKeyStatus status = await ReadAsync(PemEncoding.WriteString("PUBLIC KEY", octets));
        Assert.Empty(status.Keys);
        Assert.Contains(cause, status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_PrivateKeys_AndDamagedBlocks_InPem()
    {
        using RSA rsa = RSA.Create(2048);
        using RSA small = RSA.Create(1024);
        await File.WriteAllTextAsync(
            _path,
            $"{rsa.ExportPkcs8PrivateKeyPem()}\n{small.ExportSubjectPublicKeyInfoPem()}\n-----BEGIN PUBLIC KEY-----\nAAAA\n-----END " +
            $"PUBLIC KEY-----\n");
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);

        IssuerKeyStatus status = test.Keys.GetStatus();
        Assert.Empty(status.Keys);
        Assert.Contains("private key", status.LastError, StringComparison.Ordinal);
        Assert.Contains("1024 bits", status.LastError, StringComparison.Ordinal);
        Assert.Contains("does not accept", status.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut off", "PEM block 1 has no end line")]
    [InlineData("cut off in its begin line", "PEM block 1 has no end line")]
    [InlineData("cut off in its end line", "PEM block 1 has no end line")]
    [InlineData("without its begin line", "PEM block 1 has no begin line")]
    [InlineData("with another label at its end", "PEM block 1 ends with another label than it begins with")]
    [InlineData("with a character that is not of base64", "PEM block 1 has a text that is not base64")]
    [InlineData("with headers", "PEM block 1 has headers (RFC 1421)")]
    [InlineData("joined to the one before", "PEM block 0 has other text on its end line: a line break is missing")]
    [InlineData("after text on its line", "PEM block 1 has other text before it on its line: a line break is missing")]
    [InlineData("followed by text on its line", "PEM block 1 has other text on its end line: a line break is missing")]
    public async Task Rejects_ADamagedPemBlock(string description, string cause)
    {
        using ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string before = $"{first.ExportSubjectPublicKeyInfoPem()}\n";
        string block = second.ExportSubjectPublicKeyInfoPem();
        string text = description switch
        {
            "cut off" => before + block[..^40],
            "cut off in its begin line" => before + block[..15],
            "cut off in its end line" => before + block[..^3],
            "without its begin line" => before + block[27..],
            "with another label at its end" => before + block.Replace("END PUBLIC", "END PUBLlC", StringComparison.Ordinal),
            "with a character that is not of base64" => before + block.Insert(60, "*"),
            "with headers" => before + block.Replace("KEY-----\n", "KEY-----\nProc-Type: 4\n\n", StringComparison.Ordinal),
            "joined to the one before" => before.TrimEnd() + block,
            "after text on its line" => $"{before}second:{block}",
            _ => $"{before}{block}#\n",
        };
        using KeysUnderTest test = await FollowAsync(before, text);

        IssuerKeyStatus status = test.Keys.GetStatus();
        Assert.Equal((description, 1), (description, status.Keys.Count));
        Assert.StartsWith($"{_path}: {cause}", status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_AnyText_AroundPemBlocks_AndAnyLineBreaks()
    {
        using ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string block = second.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\r\n");

        IssuerKeyStatus status = await ReadAsync(
            $"----- ours -----\n{first.ExportSubjectPublicKeyInfoPem()}", "# theirs:", $"  {block}  \r\n.");

        Assert.Equal(2, status.Keys.Count);
        Assert.Null(status.LastError);
    }

    [Theory]
    [InlineData("a JWK set", "utf-8", null)]
    [InlineData("a PEM file", "utf-8", null)]
    [InlineData("a JWK set", "utf-16", "It is UTF-16. Save it as UTF-8.")]
    [InlineData("a PEM file", "utf-16BE", "It is UTF-16. Save it as UTF-8.")]
    public async Task Skips_AByteOrderMark_OfUtf8Only(string file, string encoding, string? cause)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string text = file == "a JWK set" ? TestJwk.SetOf(s_first.Json) : key.ExportSubjectPublicKeyInfoPem();
        await File.WriteAllTextAsync(_path, text, Encoding.GetEncoding(encoding));
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);

        Assert.Equal(cause is null ? null : $"{_path}: {cause}", test.Keys.GetStatus().LastError);
        Assert.Equal(cause is null, test.Keys.IsUsable);
    }

    [Fact]
    public async Task Rejects_Curves_AndBlocks_ThatNoAlgorithmUses_InPem()
    {
        using ECDsa unknown = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        using ECDsa unnamed = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using DSA dsa = DSA.Create(1024);
        using X509Certificate2 certificate = new CertificateRequest(
                new X500DistinguishedName("CN=issuer"), new CertificateKey(dsa), HashAlgorithmName.SHA256)
            .Create(
                new X500DistinguishedName("CN=issuer"),
                X509SignatureGenerator.CreateForECDsa(unnamed),
                DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch.AddDays(1),
                [1]);
        IssuerKeyStatus status = await ReadAsync(
            unknown.ExportSubjectPublicKeyInfoPem(),
            PemEncoding.WriteString("PUBLIC KEY", ExplicitCurve(unnamed)),
            certificate.ExportCertificatePem(),
            PemEncoding.WriteString("X509 CRL", [0]));

        Assert.Empty(status.Keys);
        Assert.Equal(2, status.LastError!.Split("its curve is not P-256, P-384 or P-521").Length - 1);
        Assert.Contains("its key is not RSA, EC, Ed25519 or ML-DSA", status.LastError, StringComparison.Ordinal);
        Assert.Contains("it is not PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE", status.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyLimits.KeysPerSet, "no usable key")]
    [InlineData(KeyLimits.KeysPerSet + 1, "more than 100 PEM blocks")]
    public async Task Rejects_MorePemBlocksThanKeysInASet(int blocks, string cause)
    {
        IssuerKeyStatus status = await ReadAsync([.. Enumerable.Repeat(PemEncoding.WriteString("X", [0]), blocks)]);

        Assert.Contains(cause, status.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "is empty, or not a regular file")]
    [InlineData(KeyLimits.DocumentBytes, "no usable key")]
    [InlineData(KeyLimits.DocumentBytes + 1, "has more than 150000 bytes")]
    public async Task Rejects_AFile_LargerThanAKeySetMayBe(int length, string cause)
    {
        IssuerKeyStatus status = await ReadAsync(new string(' ', length));

        Assert.StartsWith(_path, status.LastError, StringComparison.Ordinal);
        Assert.Contains(cause, status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadsNoSnapshot_OfAFile()
    {
        KeySnapshotContent content = new(ScriptedIssuer.Issuer, _path, DateTimeOffset.UnixEpoch, new KeyDocuments(null, []));
        using KeysUnderTest test = new(new OneSnapshotStore(content), KeysUnderTest.Entry with { JwksFile = _path });

        Assert.Contains("keeps no documents", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Computes_TheThumbprint_OfRfc7638Section31()
    {
        byte[] modulus = UnsignedNumber.Decode(
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64t" +
            "Z_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO" +
            "pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw")!;

        Assert.Equal(
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", KeyThumbprint.Of(new RSAParameters { Modulus = modulus, Exponent = [1, 0, 1] }));
    }

    private static byte[] ExplicitCurve(ECDsa key)
    {
        using ECDsa spelled = ECDsa.Create(key.ExportExplicitParameters(includePrivateParameters: false));
        return spelled.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Keys of a file that had the one text and now has the other.</summary>
    private async Task<KeysUnderTest> FollowAsync(string before, string after)
    {
        await File.WriteAllTextAsync(_path, before);
        KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);
        await File.WriteAllTextAsync(_path, after);
        await test.PassAsync(FileSource.Interval);
        return test;
    }

    private async Task<IssuerKeyStatus> ReadAsync(params string[] blocks)
    {
        await File.WriteAllTextAsync(_path, string.Join('\n', blocks));
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = _path });
        await test.Keys.WarmUpAsync(default);
        return test.Keys.GetStatus();
    }

    private sealed class OneSnapshotStore(KeySnapshotContent content) : KeySnapshotStore
    {
        public override Stream OpenRead(string name) => new MemoryStream(KeySnapshotFormat.Write(content));

        public override void Save(string name, Stream content) => throw new InvalidOperationException();
    }
}
