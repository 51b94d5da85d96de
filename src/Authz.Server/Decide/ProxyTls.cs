using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Authz.Server.Decide;

/// <summary>How proxies ask over TLS.</summary>
/// <param name="Certificate">Our certificate.</param>
/// <param name="ProxyAuthority">Whoever issues the proxies' certificates; empty if they need none.</param>
internal sealed record ProxyTls(X509Certificate2 Certificate, X509Certificate2Collection ProxyAuthority)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Whether a proxy must have a certificate of the authority, and whoever has one may ask.</summary>
    public bool RequiresCertificate => ProxyAuthority.Count > 0;

    /// <summary>Reads PEM files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="CryptographicException">A file has no certificate, or another key. The message names it.</exception>
    public static ProxyTls Read(string certificate, string key, string? proxyAuthority)
    {
        X509Certificate2Collection authority = proxyAuthority is null ? [] : ReadAuthority(proxyAuthority);
        try
        {
            return new ProxyTls(X509Certificate2.CreateFromPemFile(certificate, key), authority);
        }
        catch (Exception exception) when (IsOfTheContent(exception))
        {
            throw new CryptographicException($"{certificate} with the key in {key}: {exception.Message}", exception);
        }
    }

    public void Configure(HttpsConnectionAdapterOptions options)
    {
        options.ServerCertificate = Certificate;
        if (RequiresCertificate)
        {
            options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            options.ClientCertificateValidation = IsOfTheAuthority;
        }
    }

    private static X509Certificate2Collection ReadAuthority(string file)
    {
        X509Certificate2Collection authority = [];
        try
        {
            authority.ImportFromPemFile(file);
        }
        catch (Exception exception) when (IsOfTheContent(exception))
        {
            throw new CryptographicException($"{file}: {exception.Message}", exception);
        }

        return authority.Count > 0 ? authority : throw new CryptographicException($"{file} has no certificate.");
    }

    // The platform says by an ArgumentException that a key is another certificate's, or that a path is empty.
    private static bool IsOfTheContent(Exception exception) =>
        exception is CryptographicException or ArgumentException or NotSupportedException;

    // The machine's own authorities issue certificates to many who are no proxies of ours.
    private bool IsOfTheAuthority(X509Certificate2 certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(ProxyAuthority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        foreach (X509ChainElement element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate);
    }
}
