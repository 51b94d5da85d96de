using System.Security.Claims;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Principals;

/// <summary>
/// Makes .NET claims of a verified token, with the very code that makes JwtBearer's: equal names, values and value types by construction.
/// </summary>
internal sealed class ClaimsReader : JsonWebTokenHandler
{
    // No claim comes from the header.
    private const string EmptyHeader = "{}";

    // IdentityModel's default authentication type for the identity of a token.
    private const string Federation = "AuthenticationTypes.Federation";

    private readonly TokenValidationParameters _parameters;

    public ClaimsReader(TokenValidationParameters parameters, bool mapsInboundClaims)
    {
        _parameters = parameters.Clone();
        MapInboundClaims = mapsInboundClaims;
    }

    public string AuthenticationType => _parameters.AuthenticationType ?? Federation;

    public string NameClaimType => _parameters.NameClaimType;

    public string RoleClaimType => _parameters.RoleClaimType;

    /// <summary>The claims of a token, from the very bytes that were verified.</summary>
    public ClaimsIdentity Read(VerifiedToken token) =>
        CreateClaimsIdentity(new JsonWebToken(EmptyHeader, Encoding.UTF8.GetString(token.Payload.Span)), _parameters, token.Issuer);
}
