using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Configuration;

/// <summary>The token validation parameters of JwtBearer that are not supported, each with its remedy.</summary>
internal static class TokenValidationRules
{
    private const string Always = "This is always checked. Remove the setting.";
    private const string Fixed = "The checks are fixed. Remove it, and check claims in OnTokenValidated or a policy.";
    private const string Asymmetric = "Keys come from the issuer's key set. Remove it, and name 'Authority', 'JwksUri' or 'Issuers' " +
        "with 'JwksFile'.";
    private const string Unencrypted = "Encrypted tokens are not accepted. Remove it.";

    private static readonly (string Name, Func<TokenValidationParameters, bool> IsSet, string Remedy)[] s_rules =
    [
        ("ValidateIssuer", parameters => !parameters.ValidateIssuer, Always),
        ("ValidateAudience", parameters => !parameters.ValidateAudience, Always),
        ("ValidateLifetime", parameters => !parameters.ValidateLifetime, Always),
        ("RequireAudience", parameters => !parameters.RequireAudience, Always),
        ("RequireExpirationTime", parameters => !parameters.RequireExpirationTime, Always),
        ("RequireSignedTokens", parameters => !parameters.RequireSignedTokens, Always),
        ("IgnoreCaseWhenValidatingAudience", parameters => parameters.IgnoreCaseWhenValidatingAudience,
            "Audiences are compared byte for byte. Remove it."),
        ("ValidateActor", parameters => parameters.ValidateActor || parameters.ActorValidationParameters is not null, Fixed),
        ("ValidateTokenReplay",
            parameters =>
                parameters.ValidateTokenReplay || parameters.TokenReplayCache is not null || parameters.TokenReplayValidator is not null,
            Fixed),
        ("AlgorithmValidator", parameters => parameters.AlgorithmValidator is not null, "Name the algorithms in 'ValidAlgorithms'."),
        ("AudienceValidator", parameters => parameters.AudienceValidator is not null, "Name the audiences in 'ValidAudiences'."),
        ("IssuerValidator",
            parameters => parameters.IssuerValidator is not null || parameters.IssuerValidatorUsingConfiguration is not null,
            "Name the issuers in 'Issuers'."),
        ("LifetimeValidator", parameters => parameters.LifetimeValidator is not null, Fixed),
        ("TypeValidator", parameters => parameters.TypeValidator is not null, "Name the type in 'ValidTypes'."),
        ("SignatureValidator",
            parameters => parameters.SignatureValidator is not null || parameters.SignatureValidatorUsingConfiguration is not null, Fixed),
        ("TransformBeforeSignatureValidation", parameters => parameters.TransformBeforeSignatureValidation is not null, Fixed),
        ("TokenReader", parameters => parameters.TokenReader is not null || parameters.TryReadJwtClaim is not null, Fixed),
        ("IssuerSigningKey", parameters => parameters.IssuerSigningKey is not null || parameters.IssuerSigningKeys is not null, Asymmetric),
        (
            "IssuerSigningKeyResolver", parameters => parameters.IssuerSigningKeyResolver is not null
                || parameters.IssuerSigningKeyResolverUsingConfiguration is not null, Asymmetric),
        (
            "IssuerSigningKeyValidator", parameters => parameters.IssuerSigningKeyValidator is not null
                || parameters.IssuerSigningKeyValidatorUsingConfiguration is not null, Fixed),
        ("ConfigurationManager", parameters => parameters.ConfigurationManager is not null, Asymmetric),
        ("CryptoProviderFactory", parameters => parameters.CryptoProviderFactory is not null, Fixed),
        (
            "TokenDecryptionKey", parameters => parameters.TokenDecryptionKey is not null
                || parameters.TokenDecryptionKeys is not null
                || parameters.TokenDecryptionKeyResolver is not null, Unencrypted),
        ("NameClaimTypeRetriever", parameters => parameters.NameClaimTypeRetriever is not null, "Name the claim in 'NameClaimType'."),
        ("RoleClaimTypeRetriever", parameters => parameters.RoleClaimTypeRetriever is not null, "Name the claim in 'RoleClaimType'."),
        ("SaveSigninToken", parameters => parameters.SaveSigninToken, "Use 'SaveToken' and GetTokenAsync, or HttpContext.GetAccessToken."),
        ("ValidTypes", parameters => parameters.ValidTypes is { } types && (types.Count() > 1 || types.Contains(null)), "Name one type."),
    ];

    /// <summary>The problems, each with its remedy.</summary>
    public static IEnumerable<string> Check(TokenValidationParameters parameters) =>
        from rule in s_rules
        where rule.IsSet(parameters)
        select $"TokenValidationParameters.{rule.Name} is set. {rule.Remedy}";
}
