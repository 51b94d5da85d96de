using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>
/// An issuer to run the gateway against: <c>authz issuer</c> with <c>authz token</c>, or OpenIddict with a key of its own.
/// </summary>
internal sealed class IssuerUnderTest : IAsyncDisposable
{
    private readonly IAsyncDisposable _server;
    private readonly Func<string, string, Task<string>> _mint;

    private IssuerUnderTest(string issuer, IAsyncDisposable server, Func<string, string, Task<string>> mint)
    {
        Issuer = issuer;
        _server = server;
        _mint = mint;
    }

    public static IReadOnlyList<string> Kinds { get; } =
        ["dev issuer", "OpenIddict with RSA", "OpenIddict with P-256", "OpenIddict with P-384"];

    public string Issuer { get; }

    public static async Task<IssuerUnderTest> StartAsync(string kind)
    {
        if (kind == "dev issuer")
        {
            RunningCommand command = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
            string issuer = await command.FindAddressAsync() + "/";
            return new IssuerUnderTest(issuer, command, (audience, scope) => AskDevIssuerAsync(issuer, audience, scope));
        }

        OpenIddictProvider provider = await OpenIddictProvider.StartAsync(kind switch
        {
            "OpenIddict with RSA" => new SigningCredentials(new RsaSecurityKey(RSA.Create(2048)), "RS256"),
            "OpenIddict with P-256" => new SigningCredentials(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), "ES256"),
            _ => new SigningCredentials(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP384)), "ES384"),
        });
        return new IssuerUnderTest(provider.Issuer, provider, provider.MintAsync);
    }

    public Task<string> MintAsync(string audience, string scope) => _mint(audience, scope);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string> AskDevIssuerAsync(string issuer, string audience, string scope)
    {
        (int exit, string output,
            string error) = await RunningCommand.RunAsync("token", "--issuer", issuer, "--audience", audience, "--scope", scope);
        return exit == 0 ? output.TrimEnd() : throw new InvalidOperationException(error);
    }
}
