using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Authz.Tests.Keys.Sources;

public sealed class TrustedCertificatesTests : IAsyncDisposable
{
    private static readonly TestJwk s_key = TestJwk.Create("key");

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "ca.pem");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _authority = CreateAuthority("CN=private");
    private readonly X509Certificate2 _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public TrustedCertificatesTests()
    {
        _server = Sign(_authority);
        _listener.Start();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _authority.Dispose();
        _server.Dispose();
        _stop.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task Trusts_TheAuthorityInTheFile_AndNoOther()
    {
        using X509Certificate2 other = CreateAuthority("CN=other");
        await File.WriteAllTextAsync(_file, other.ExportCertificatePem());
        using KeysUnderTest test = new(entry: Entry());

        await test.Keys.WarmUpAsync(default);
        Assert.False(test.Keys.IsUsable);

        // The outermost message of a failed handshake has no cause.
        Assert.Contains("certificate", test.Keys.GetStatus().LastError, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_file, _authority.ExportCertificatePem());
        await test.Keys.WarmUpAsync(default);
        Assert.True(test.Keys.IsUsable, test.Keys.GetStatus().LastError);
        Assert.Equal(0, test.Remote.Requests);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("no certificate", "has no PEM block CERTIFICATE")]
    public async Task Fails_WithoutCertificates(string? content, string cause)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_file, content);
        }

        using KeysUnderTest test = new(entry: Entry());
        await test.Keys.WarmUpAsync(default);

        Assert.False(test.Keys.IsUsable);
        Assert.Contains($"the file of trusted certificates {_file} {cause}", test.Keys.GetStatus().LastError, StringComparison.Ordinal);
    }

    private JwtConfiguration Entry() => new()
    {
        Issuer = "private",
        Audience = ["api"],
        JwksUri = $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/keys",
        TrustedCertificatesFile = _file,
    };

    private static X509Certificate2 CreateAuthority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static X509Certificate2 Sign(X509Certificate2 authority)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(authority, authority.NotBefore, authority.NotAfter, [1]);
        using X509Certificate2 complete = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeAsync()
    {
        byte[] body = Encoding.UTF8.GetBytes(TestJwk.SetOf(s_key.Json));
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using SslStream stream = new(client.GetStream());
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = _server, ApplicationProtocols = [SslApplicationProtocol.Http11] },
                    _stop.Token);
                byte[] request = new byte[4096];
                _ = await stream.ReadAsync(request, _stop.Token);
                await stream.WriteAsync((byte[])[.. head, .. body], _stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException
                or System.Security.Authentication.AuthenticationException)
            {
                // A client that does not trust us hangs up.
            }
        }
    }
}
