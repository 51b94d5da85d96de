using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Server.Tests.Proxies;

/// <summary>Certificates that nobody but their owner signed.</summary>
internal static class TestCertificate
{
    /// <summary>A certificate with its key, which TLS can use.</summary>
    public static X509Certificate2 Create(string name = "client")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
