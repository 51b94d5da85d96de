namespace Authz.Tests.Attacks;

/// <summary>
/// Every class of attack on tokens, signatures, encodings, claims, key sets and memory that is known to us, each with an incident
/// where one is.
/// </summary>
internal static class Catalogue
{
    private const string Corpus = "AttackCorpusTests.Rejects_EachAttackOfAClass_ForItsReason";
    private const string Paddings = "PaddingForgeryTests.Rejects_EveryPadding_ExceptTheRightOne";
    private const string WeakKeys = "KeySetAttackTests.Rejects_KeysThatMustNotBeUsed_AndKeepsTheOthers";

    public static readonly CatalogueEntry[] Entries =
    [
        new("A1", "alg none in every casing; jsonwebtoken CVE-2022-23540", Corpus),
        new("A2", "public key as HMAC secret; PyJWT CVE-2022-29217", Corpus),
        new("A3", "algorithm that is not the key's; hono CVE-2026-22817", Corpus),
        new("A4", "curve that is not the key's; Wycheproof JWK 23 and 24", WeakKeys),
        new("A5", "key for encryption used to verify; Wycheproof JWS 353 to 356", WeakKeys),
        new(
            "A6", "key or address in the header; node-jose CVE-2018-0114",
            "HeaderKeyTests.Rejects_TokensWithKeysOfTheirOwn_WithoutAConnectionToAnyone"),
        new("A7", "kid that is a path, a query or a command", Corpus),
        new("A8", "empty and short HMAC secrets; ruby-jwt CVE-2026-45363", Corpus),
        new("A9", "symmetric or private key in a published set; Wycheproof JWK 1", WeakKeys),
        new(
            "A10", "one kid for two keys, at once or in turn; Wycheproof JWK 4",
            "KeySetAttackTests.Tries_BothKeys_OfOneName_AndNoneOfThree, " +
            "KeyRotationAttackTests.Rejects_TheOldKey_AndAcceptsTheNew_UnderTheSameName"),
        new("A11", "encryption taken for a signature; pac4j CVE-2026-29000", Corpus),
        new("A12", "p2c that asks for years of work; jose2go CVE-2023-50658", Corpus),
        new("A13", "decompression bomb; IdentityModel CVE-2024-21319", Corpus),
        new("A14", "weak RSA keys; ROCA CVE-2017-15361", $"{WeakKeys}, RocaFingerprintTests.Rejects_AKeyOfTheFaultyGenerator"),
        new("A15", "points that are not on their curve; Wycheproof JWK 22", WeakKeys),
        new("B1", "r or s outside their range; CVE-2022-21449", Corpus),
        new("B2", "ECDSA signatures in other encodings; elliptic CVE-2024-48949", Corpus),
        new("B3", "(r, n - s)", "SignatureMalleabilityTests.Accepts_BothFormsOfASignature_AsTwoTokens"),
        new("B4", "RSA numbers outside their range, forged padding; python-rsa CVE-2016-1494", $"{Corpus}, {Paddings}"),
        new(
            "B5", "PSS with another salt, hash or mask; Wycheproof JWS 276 to 311",
            $"{Paddings}, WycheproofTests.Decides_EachSignature_AsExpected"),
        new("B6", "signature empty or cut off; ServiceStack CVE-2020-28042", Corpus),
        new(
            "B7", "timing of a comparison with a secret; robbert229/jwt CVE-2015-10004", null,
            "There is no secret to compare with: only public keys verify, and no HMAC is accepted."),
        new("B8", "one bit changed anywhere", "TamperingTests.Rejects_EverySingleBitFlip"),
        new("B9", "parts of two tokens combined", Corpus),
        new(
            "B10", "Ed25519: S >= L, small-order keys; Chalkias and others 2020",
            $"{WeakKeys}, Ed25519AttackTests.Rejects_SignaturesThatOthersAccept"),
        new("B11", "a check lost in a change; Fleet CVE-2026-23518", Corpus),
        new("B12", "decoding taken for verifying", "UnverifiedAccessTests.Makes_AVerifiedPayload_InTwoPlacesOnly"),
        new("C1", "other spellings of the same bytes; fast-jwt before 6.2.3", Corpus),
        new("C2", "JSON in place of the compact form; python-jwt CVE-2022-39227", Corpus),
        new("C3", "names twice, escaped or in another case; MCP Go SDK CVE-2026-27896", Corpus),
        new("C4", "bad UTF-8, surrogates, byte order marks", Corpus),
        new("C5", "deep nesting; nimbus CVE-2025-53864", Corpus),
        new("C6", "size; golang-jwt CVE-2025-30204, Authlib CVE-2025-61920", Corpus),
        new("C7", "numbers that are no dates; hono CVE-2026-44459", Corpus),
        new("C8", "text after the end, comments, loose syntax; JSONTestSuite n_", Corpus),
        new("C9", "every member with every JSON type; go-jose CVE-2026-34986", Corpus),
        // What the gateway writes into headers and logs has its tests in Authz.Server.Tests: RequestArrivalTests, AccessLogFormatTests.
        new(
            "C10", "line breaks and controls in claims; Envoy CVE-2024-45808",
            "NaughtyStringsTests.Rejects_EachString_AsAnIssuer, AttackCorpusTests.Rejects_NoAttack_WithoutAChallengeThatRfc6750Allows"),
        new("D1", "exp missing, passed or ignored; Spring CVE-2026-22748", Corpus),
        new(
            "D2", "malformed taken for absent; Rust jsonwebtoken CVE-2026-25537",
            "TokenPayloadReaderTests.Rejects_MalformedClaims_InAnyPlace"),
        new("D3", "audience as array, prefix, other case; jwt-go CVE-2020-26160", Corpus),
        new("D4", "issuer as array, substring, other URL; PyJWT CVE-2024-53861", Corpus),
        new(
            "D5", "one issuer's key for another's token; Storm-0558",
            "IssuerConfusionTests.Rejects_EveryCrossSignature_OfTwoIssuersWithTheSameKeyId"),
        new("D6", "another kind of token; nuts CVE-2026-41164", "TokenTypeConfusionTests.Rejects_OtherTypes_WhenATypeIsRequired"),
        new("D7", "scopes that look alike", "ScopeConfusionTests.Rejects_OtherScopes"),
        new("D8", "nbf or iat in the future", Corpus),
        new(
            "D9", "a token used twice; fosite CVE-2020-15222", null,
            "Whoever holds a bearer token may use it (RFC 6750 section 1.2), as often as they like; jti is not tracked."),
        new("D10", "crit that is not understood; Authlib CVE-2025-59420", Corpus),
        new("D11", "regular expressions over claims; fast-jwt CVE-2026-35041", "UnverifiedAccessTests.Decides_WithoutRegularExpressions"),
        new(
            "D12", "claims used before the signature; Argo CD CVE-2022-29165",
            "UnverifiedAccessTests.Shows_OnlyIssuerAndTimes_OfAPayloadBeforeItsSignature, " +
            "UnverifiedAccessTests.Rejects_TheSignature_BeforeTheOtherClaims"),
        new(
            "F1", "flood of unknown kids; PyJWT CVE-2026-48524",
            "KeyRotationAttackTests.Fetches_Once_ForAnyNumberOfUnknownKeyIds"),
        new("F2", "a set that only grows; jwkset CVE-2025-22149", "KeyRotationAttackTests.Rejects_TokensOfAWithdrawnKey_RememberedOnesToo"),
        new(
            "F3", "addresses of keys, redirects; Istio CVE-2026-41413, Fulcio CVE-2026-49478",
            "KeyRotationAttackTests.Rejects_IssuersThatKeysMustNotComeFrom, " +
            "KeyFetcherTests.Rejects_AnAnswer_AfterAHandlerFollowedARedirect"),
        new(
            "F4", "bodies that are large, slow, cut off or no key set",
            "MisbehavingIssuerTests.Keeps_TheLastGoodSet_AfterABadResponse, KeySetAttackTests.Rejects_DocumentsThatAreNotKeySets"),
        new(
            "F5", "one authorizer's verdict given to another; Oathkeeper CVE-2021-32701, Traefik CVE-2026-71326",
            "RememberedConfusionTests.Decides_EachAuthorizerByItsOwnAudience_WithTheSameToken"),
        new("F6", "two tokens of one hash", "RememberedTokensTests.NeverFindsAnotherToken_HoweverManyHashesCollide"),
        new(
            "F7", "a verdict that outlives exp, key or definition",
            "RememberedConfusionTests.Rejects_ARememberedToken_OnceItHasExpired_AndNeverAgainAccepts"),
        new("F8", "a refusal that is remembered", "RememberedConfusionTests.Accepts_AToken_ThatWasRefusedWhileItsKeyWasNotFetchedYet"),
        new("F9", "cache keys joined from parts", "RememberedTokensTests.Finds_ExactlyTheseCharacters_ForExactlyThisAuthorizer"),
        new("F10", "flood of valid tokens", "RememberedTokensTests.Remembers_TheTokensInUse_ThroughAFloodOfOthers"),
        new(
            "F11", "a forgotten entry's value under another key",
            "RememberedTokensTests.NeverFindsAnotherToken_WhileManyThreadsAddFindAndClear"),
    ];
}
