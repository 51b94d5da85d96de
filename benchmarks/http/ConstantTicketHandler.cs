using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace HttpBenchmark;

/// <summary>A scheme that verifies nothing: what authentication in ASP.NET Core costs by itself.</summary>
internal sealed class ConstantTicketHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly Task<AuthenticateResult> s_result = Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "constant"), new Claim("scope", "pets:read")], "Constant")), "Bearer")));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => s_result;
}
