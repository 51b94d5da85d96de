namespace Authz.Server.Checks;

/// <summary>Every kind of finding; docs/check-codes.md explains them.</summary>
internal static class CheckCodes
{
    public static readonly CheckCode DefinitionInvalid = new("definition_invalid", FindingSeverity.Error);
    public static readonly CheckCode ValueUnresolved = new("value_unresolved", FindingSeverity.Error);
    public static readonly CheckCode NotSupported = new("not_supported", FindingSeverity.Error);
    public static readonly CheckCode AudienceMissing = new("audience_missing", FindingSeverity.Error);
    public static readonly CheckCode AuthorizerUnknown = new("authorizer_unknown", FindingSeverity.Error);
    public static readonly CheckCode RouteConflict = new("route_conflict", FindingSeverity.Error);
    public static readonly CheckCode IssuerUnusable = new("issuer_unusable", FindingSeverity.Error);
    public static readonly CheckCode LambdaTokenOptional = new("lambda_token_optional", FindingSeverity.Error);
    public static readonly CheckCode LambdaToolsUnseen = new("lambda_tools_unseen", FindingSeverity.Error);
    public static readonly CheckCode LambdaCertificates = new("lambda_certificates", FindingSeverity.Error);

    public static readonly CheckCode RouteOpenByDefault = new("route_open_by_default", FindingSeverity.Warning);
    public static readonly CheckCode RouteOpenCatchesVariants = new("route_open_catches_variants", FindingSeverity.Warning);
    public static readonly CheckCode RouteWeakerCatchesVariants = new("route_weaker_catches_variants", FindingSeverity.Warning);
    public static readonly CheckCode RouteProxyCutsPrefix = new("route_proxy_cuts_prefix", FindingSeverity.Warning);
    public static readonly CheckCode RouteUnreachable = new("route_unreachable", FindingSeverity.Warning);
    public static readonly CheckCode AuthorizerUnused = new("authorizer_unused", FindingSeverity.Warning);
    public static readonly CheckCode AuthorizerCacheShared = new("authorizer_cache_shared", FindingSeverity.Warning);
    public static readonly CheckCode IssuerInferred = new("issuer_inferred", FindingSeverity.Warning);
    public static readonly CheckCode IssuerSlash = new("issuer_slash", FindingSeverity.Warning);
    public static readonly CheckCode IssuerCase = new("issuer_case", FindingSeverity.Warning);
    public static readonly CheckCode IssuerDiscoveryUrl = new("issuer_discovery_url", FindingSeverity.Warning);
    public static readonly CheckCode IssuerMultiTenant = new("issuer_multi_tenant", FindingSeverity.Warning);
    public static readonly CheckCode IssuerPersonalAccounts = new("issuer_personal_accounts", FindingSeverity.Warning);
    public static readonly CheckCode IssuerPublic = new("issuer_public", FindingSeverity.Warning);
    public static readonly CheckCode IssuerInsecureHttp = new("issuer_insecure_http", FindingSeverity.Warning);
    public static readonly CheckCode AudienceClaimOther = new("audience_claim_other", FindingSeverity.Warning);
    public static readonly CheckCode ResourceNotAudience = new("resource_not_audience", FindingSeverity.Warning);
    public static readonly CheckCode ResourceQuery = new("resource_query", FindingSeverity.Warning);
    public static readonly CheckCode ScopeAloneSuffices = new("scope_alone_suffices", FindingSeverity.Warning);
    public static readonly CheckCode ScopeTypo = new("scope_typo", FindingSeverity.Warning);
    public static readonly CheckCode ConditionNever = new("condition_never", FindingSeverity.Warning);
    public static readonly CheckCode ConditionAlways = new("condition_always", FindingSeverity.Warning);
    public static readonly CheckCode ConditionPatternWide = new("condition_pattern_wide", FindingSeverity.Warning);
    public static readonly CheckCode CorsPreflightRefused = new("cors_preflight_refused", FindingSeverity.Warning);
    public static readonly CheckCode CorsCredentialsWildcard = new("cors_credentials_wildcard", FindingSeverity.Warning);
    public static readonly CheckCode TokenInQuery = new("token_in_query", FindingSeverity.Warning);
    public static readonly CheckCode FailOnWarningsOff = new("fail_on_warnings_off", FindingSeverity.Warning);
    public static readonly CheckCode AlgorithmWithoutKey = new("algorithm_without_key", FindingSeverity.Warning);
    public static readonly CheckCode FileWritable = new("file_writable", FindingSeverity.Warning);
    public static readonly CheckCode NameRepeated = new("name_repeated", FindingSeverity.Warning);
    public static readonly CheckCode ProofAgeLong = new("proof_age_long", FindingSeverity.Warning);
    public static readonly CheckCode ProofNonceOff = new("proof_nonce_off", FindingSeverity.Warning);
    public static readonly CheckCode RevocationOptional = new("revocation_optional", FindingSeverity.Warning);
    public static readonly CheckCode LambdaProofs = new("lambda_proofs", FindingSeverity.Warning);
    public static readonly CheckCode LambdaRevocations = new("lambda_revocations", FindingSeverity.Warning);
    public static readonly CheckCode LambdaPolicyOverlap = new("lambda_policy_overlap", FindingSeverity.Warning);
    public static readonly CheckCode LambdaChallengeLost = new("lambda_challenge_lost", FindingSeverity.Warning);

    public static readonly CheckCode RouteOpen = new("route_open", FindingSeverity.Note);
    public static readonly CheckCode ApiOpen = new("api_open", FindingSeverity.Note);
    public static readonly CheckCode RouteIam = new("route_iam", FindingSeverity.Note);
    public static readonly CheckCode RoutesMissing = new("routes_missing", FindingSeverity.Note);
    public static readonly CheckCode RouteShadowed = new("route_shadowed", FindingSeverity.Note);
    public static readonly CheckCode IssuerScheme = new("issuer_scheme", FindingSeverity.Note);
    public static readonly CheckCode IssuerKeys = new("issuer_keys", FindingSeverity.Note);
    public static readonly CheckCode KeySlowCurve = new("key_slow_curve", FindingSeverity.Note);
    public static readonly CheckCode QuotaExceeded = new("quota_exceeded", FindingSeverity.Note);
    public static readonly CheckCode BasePathIgnored = new("base_path_ignored", FindingSeverity.Note);
    public static readonly CheckCode OtherApi = new("other_api", FindingSeverity.Note);
    public static readonly CheckCode BindingOptional = new("binding_optional", FindingSeverity.Note);
    public static readonly CheckCode ProofNonceFleet = new("proof_nonce_fleet", FindingSeverity.Note);
    public static readonly CheckCode LambdaVerdictByRoute = new("lambda_verdict_by_route", FindingSeverity.Note);
    public static readonly CheckCode AwsDiffers = new("aws_differs", FindingSeverity.Note);

    /// <summary>All of them, errors first.</summary>
    public static readonly IReadOnlyList<CheckCode> All =
    [
        DefinitionInvalid, ValueUnresolved, NotSupported, AudienceMissing, AuthorizerUnknown, RouteConflict, IssuerUnusable,
        LambdaTokenOptional, LambdaToolsUnseen, LambdaCertificates,
        RouteOpenByDefault, RouteOpenCatchesVariants, RouteWeakerCatchesVariants, RouteProxyCutsPrefix, RouteUnreachable,
        AuthorizerUnused, AuthorizerCacheShared, IssuerInferred, IssuerSlash, IssuerCase, IssuerDiscoveryUrl, IssuerMultiTenant,
        IssuerPersonalAccounts, IssuerPublic, IssuerInsecureHttp, AudienceClaimOther, ResourceNotAudience, ResourceQuery,
        ScopeAloneSuffices, ScopeTypo, ConditionNever, ConditionAlways, ConditionPatternWide,
        CorsPreflightRefused, CorsCredentialsWildcard, TokenInQuery, FailOnWarningsOff, AlgorithmWithoutKey, FileWritable, NameRepeated,
        ProofAgeLong, ProofNonceOff, RevocationOptional, LambdaProofs, LambdaRevocations, LambdaPolicyOverlap, LambdaChallengeLost,
        RouteOpen, ApiOpen, RouteIam, RoutesMissing, RouteShadowed, IssuerScheme, IssuerKeys, KeySlowCurve, QuotaExceeded, BasePathIgnored,
        OtherApi, BindingOptional, ProofNonceFleet, LambdaVerdictByRoute, AwsDiffers,
    ];
}

/// <summary>A kind of finding.</summary>
internal sealed record CheckCode(string Name, FindingSeverity Severity);
