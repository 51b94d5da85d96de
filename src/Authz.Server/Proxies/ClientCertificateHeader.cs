namespace Authz.Server.Proxies;

/// <summary>A header in which proxies name the certificate of a client.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ReadThumbprint">The thumbprint of the one certificate in its value; null if the value is anything else.</param>
internal sealed record ClientCertificateHeader(string Name, Func<string, string?> ReadThumbprint)
{
    public static readonly IReadOnlyList<ClientCertificateHeader> All =
    [
        new("Client-Cert", ClientCertField.ReadThumbprint),
        new("X-Forwarded-Client-Cert", ForwardedClientCert.ReadThumbprint),
    ];

    /// <summary>The header of that name, in any case; null if there is none.</summary>
    public static ClientCertificateHeader? Find(string? name) =>
        All.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
