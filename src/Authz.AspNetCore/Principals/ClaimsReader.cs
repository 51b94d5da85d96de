using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Principals;

/// <summary>
/// Makes .NET claims of a verified token, with the very code that makes JwtBearer's: equal names, values and value types by construction.
/// </summary>
internal sealed class ClaimsReader : JsonWebTokenHandler
{
    // What IdentityModel names identities of tokens where the options name nothing.
    private const string Federation = "AuthenticationTypes.Federation";

    private readonly TokenValidationParameters _parameters;

    public ClaimsReader(JwtAuthorizerOptions options)
    {
        _parameters = options.TokenValidationParameters.Clone();
        MapInboundClaims = options.MapInboundClaims;
    }

    public string AuthenticationType => _parameters.AuthenticationType ?? Federation;

    public string NameClaimType => _parameters.NameClaimType;

    public string RoleClaimType => _parameters.RoleClaimType;

    /// <summary>The claims of a token that has been verified.</summary>
    public ClaimsIdentity Read(string token, VerifiedToken verified) => CreateClaimsIdentity(new JsonWebToken(token), _parameters, verified.Issuer);
}
