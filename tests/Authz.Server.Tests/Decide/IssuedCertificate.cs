using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Server.Tests.Decide;

/// <summary>Certificates that an authority has issued, for mutual TLS between a proxy and the decider.</summary>
internal static class IssuedCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static X509Certificate2 CreateAuthority(string name)
    {
        CertificateRequest request = new($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>A server's certificate for a name, and for an address where one is given.</summary>
    public static X509Certificate2 CreateServer(X509Certificate2 authority, string name, IPAddress? address = null)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        if (address is not null)
        {
            names.AddIpAddress(address);
        }

        return Issue(authority, name, ServerAuthentication, names.Build());
    }

    public static X509Certificate2 CreateClient(X509Certificate2 authority, string name) => Issue(authority, name, ClientAuthentication);

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, string purpose, params X509Extension[] extensions)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using X509Certificate2 issued =
            request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
