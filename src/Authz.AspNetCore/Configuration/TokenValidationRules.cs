using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Configuration;

/// <summary>The token validation parameters of JwtBearer that are not supported, each with its remedy.</summary>
internal static class TokenValidationRules
{
    private const string Always = "This is always checked. Remove the setting.";
    private const string Fixed = "The checks are fixed. Remove it, and check claims in OnTokenValidated or a policy.";
    private const string Asymmetric = "Keys come from the issuer's key set. Remove it, and name 'Authority', 'JwksUri' or 'Issuers' " +
        "with 'JwksFile'.";
    private const string Kept = "Keys are fetched ahead of need and serve through an outage. Remove it.";
    private const string Unencrypted = "Encrypted tokens are not accepted. Remove it.";

    private const string Unused = "It would have no effect. Remove it.";
    private const string Logged = "Refusals are logged by their reason, never with a token; choose the log level of 'Authz'. Remove it.";

    private static readonly (string Name, Func<TokenValidationParameters, bool> IsOn)[] s_checks =
    [
        ("ValidateIssuer", parameters => parameters.ValidateIssuer),
        ("ValidateAudience", parameters => parameters.ValidateAudience),
        ("ValidateLifetime", parameters => parameters.ValidateLifetime),
        ("RequireAudience", parameters => parameters.RequireAudience),
        ("RequireExpirationTime", parameters => parameters.RequireExpirationTime),
        ("RequireSignedTokens", parameters => parameters.RequireSignedTokens),
    ];

    private static readonly (string Name, Func<TokenValidationParameters, bool> IsSet, string Remedy)[] s_rules =
    [
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
        ("SaveSigninToken", parameters => parameters.SaveSigninToken, "Remove it: 'SaveToken' and GetTokenAsync, or HttpContext.GetAccessToken, give the token."),
        ("ValidTypes", parameters => parameters.ValidTypes is { } types && (types.Count() > 1 || types.Contains(null)),
            "Name exactly one type: a token of another is refused."),
        ("ValidateSignatureLast", parameters => parameters.ValidateSignatureLast, Fixed),
        ("ValidateWithLKG", parameters => parameters.ValidateWithLKG, Kept),
        ("RefreshBeforeValidation", parameters => parameters.RefreshBeforeValidation, Kept),
        ("TryAllDecryptionKeys", parameters => !parameters.TryAllDecryptionKeys, Unencrypted),
        ("IncludeTokenOnFailedValidation", parameters => parameters.IncludeTokenOnFailedValidation, Logged),
        ("LogTokenId", parameters => !parameters.LogTokenId, Logged),
        ("LogValidationExceptions", parameters => !parameters.LogValidationExceptions, Logged),
        ("PropertyBag", parameters => parameters.PropertyBag is not null || parameters.InstancePropertyBag.Count > 0, Unused),
        ("DebugId", parameters => parameters.DebugId is not null, Unused),
    ];

    /// <summary>The problems, each with its remedy: whatever would have no effect is refused.</summary>
    public static IEnumerable<string> Check(TokenValidationParameters parameters) =>
    [
        .. from check in s_checks where !check.IsOn(parameters) select $"TokenValidationParameters.{check.Name} is false. {Always}",
        .. from rule in s_rules where rule.IsSet(parameters) select $"TokenValidationParameters.{rule.Name} is set. {rule.Remedy}",
    ];
}
