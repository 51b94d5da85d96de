using System.Security.Claims;
using System.Text.Json;
using Authz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Parity;

/// <summary>
/// One application with two schemes under the same options, and an endpoint for each that tells what it made of the request.
/// </summary>
internal sealed class ParityApp : IAsyncDisposable
{
    public const string Audience = "parity";

    private readonly HostUnderTest _host;

    private ParityApp(HostUnderTest host, FakeIssuer issuer)
    {
        _host = host;
        Issuer = issuer;
    }

    /// <summary>The algorithms of both: JwtBearer has no Ed25519.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
        [.. SigningKey.SupportedAlgorithms.Where(name => !name.StartsWith("Ed", StringComparison.Ordinal))];

    public FakeIssuer Issuer { get; }

    public static async Task<ParityApp> StartAsync(bool mapInboundClaims)
    {
        FakeIssuer issuer = new("https://parity.example/", Algorithms);
        HostUnderTest host = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddAuthentication()
                    .AddJwtBearer("JwtBearer", options =>
                    {
                        options.Authority = issuer.Issuer;
                        options.Audience = Audience;
                        options.MapInboundClaims = mapInboundClaims;
                        options.BackchannelHttpHandler = issuer.CreateHandler();
                    })
                    .AddJwtAuthorizer("Authz", options =>
                    {
                        options.Authority = issuer.Issuer;
                        options.Audience = Audience;
                        options.MapInboundClaims = mapInboundClaims;
                        options.BackchannelHttpHandler = issuer.CreateHandler();
                    });
                builder.Services.AddAuthorization();
            },
            app =>
            {
                foreach (string scheme in new[] { "JwtBearer", "Authz" })
                {
                    app.MapGet("/" + scheme, (HttpContext context) => JsonSerializer.Serialize(Describe(context.User)))
                        .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = scheme });
                    app.MapGet($"/{scheme}/admin", () => "admin")
                        .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = scheme, Roles = "admin" });
                }
            });
        return new ParityApp(host, issuer);
    }

    /// <summary>Sends a request to one of the endpoints.</summary>
    /// <param name="path">The scheme's name, and what follows it.</param>
    /// <param name="headers">The values of <c>Authorization</c>.</param>
    public async Task<ParityAnswer> SendAsync(string path, params string[] headers)
    {
        // Not through a client, which would tidy the header.
        HttpContext context = await _host.App.GetTestServer().SendAsync(request =>
        {
            request.Request.Path = "/" + path;
            request.Request.Headers.Authorization = headers;
        });
        using StreamReader body = new(context.Response.Body);
        return new ParityAnswer(
            context.Response.StatusCode, await body.ReadToEndAsync(), context.Response.Headers.WWWAuthenticate.ToString());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static IEnumerable<string> Describe(ClaimsPrincipal user) =>
        user.Identities.Select(identity =>
                $"{identity.AuthenticationType} {identity.Name} {identity.NameClaimType} {identity.RoleClaimType} " +
                $"{identity.IsAuthenticated}")
            .Concat(user.Claims.Select(claim => string.Join('|',
                claim.Type, claim.Value, claim.ValueType, claim.Issuer, claim.OriginalIssuer, string.Join(',', claim.Properties))));
}
