using Authz.Refusals;
using Authz.Tokens;

namespace Authz.Tests.Refusals;

public sealed class ChallengeWriterTests
{
    private const string InvalidToken = "Bearer error=\"invalid_token\", error_description=";
    private const string AwsInvalidToken = "Bearer scope=\"a b\" error=\"invalid_token\" error_description=";

    [Theory]
    [InlineData(RefusalReason.Undecided, null)]
    [InlineData(RefusalReason.TargetAmbiguous, null)]
    [InlineData(RefusalReason.RouteNotFound, null)]
    [InlineData(RefusalReason.TokenMissing, "Bearer")]
    [InlineData(
        RefusalReason.CredentialsAmbiguous,
        "Bearer error=\"invalid_request\", error_description=\"the request carries more than one token\"")]
    [InlineData(RefusalReason.TokenMalformed, InvalidToken + "\"the token is not a signed JWT whose header names its key\"")]
    [InlineData(RefusalReason.TokenTooLarge, InvalidToken + "\"the token is too large\"")]
    [InlineData(RefusalReason.CriticalHeader, InvalidToken + "\"the token header has a member that is not accepted\"")]
    [InlineData(RefusalReason.AlgorithmNotAllowed, InvalidToken + "\"the signing algorithm is not allowed\"")]
    [InlineData(RefusalReason.TokenTypeMismatch, InvalidToken + "\"the token is not of the required type\"")]
    [InlineData(RefusalReason.KeyUnknown, InvalidToken + "\"the signing key is unknown\"")]
    [InlineData(RefusalReason.KeysUnavailable, null)]
    [InlineData(RefusalReason.SignatureInvalid, InvalidToken + "\"the signature is invalid\"")]
    [InlineData(RefusalReason.ClaimMalformed, InvalidToken + "\"a claim of the token is malformed\"")]
    [InlineData(RefusalReason.ClaimMissing, InvalidToken + "\"a required claim is missing\"")]
    [InlineData(RefusalReason.IssuerMismatch, InvalidToken + "\"issuer does not match\"")]
    [InlineData(RefusalReason.AudienceMismatch, InvalidToken + "\"the token does not have a valid audience\"")]
    [InlineData(RefusalReason.TokenExpired, InvalidToken + "\"the token is expired\"")]
    [InlineData(RefusalReason.TokenNotYetValid, InvalidToken + "\"the token is not valid yet\"")]
    [InlineData(RefusalReason.ConfirmationUnsupported, InvalidToken + "\"the token is bound to a key of its sender\"")]
    [InlineData(RefusalReason.ConfirmationMissing, InvalidToken + "\"the token is not bound to its sender\"")]
    [InlineData(RefusalReason.ProofInvalid, InvalidToken + "\"the DPoP proof is not valid\"")]
    [InlineData(RefusalReason.CertificateMismatch, InvalidToken + "\"the token is bound to another client certificate\"")]
    [InlineData(RefusalReason.ReplayUnavailable, null)]
    [InlineData(RefusalReason.TokenRevoked, InvalidToken + "\"the token was revoked\"")]
    [InlineData(RefusalReason.RevocationUnavailable, null)]
    [InlineData(
        RefusalReason.ScopeMissing,
        "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"a b\"")]
    public void Writes_TheChallengeOfRfc6750(RefusalReason reason, string? expected) =>
        Assert.Equal(expected, ChallengeWriter.WriteStandard(reason, "a b"));

    /// <summary>RFC 9728 section 5.1, and the scope that a client without a token asks for.</summary>
    [Theory]
    [InlineData(RefusalReason.TokenMissing, "a b", "Bearer scope=\"a b\", resource_metadata=\"https://m\"")]
    [InlineData(RefusalReason.TokenMissing, "", "Bearer resource_metadata=\"https://m\"")]
    [InlineData(RefusalReason.TokenExpired, "a b", InvalidToken + "\"the token is expired\", resource_metadata=\"https://m\"")]
    [InlineData(
        RefusalReason.ScopeMissing, "a b",
        "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"a b\", " +
        "resource_metadata=\"https://m\"")]
    [InlineData(RefusalReason.RouteNotFound, "a b", null)]
    [InlineData(RefusalReason.KeysUnavailable, "a b", null)]
    public void Leads_ClientsOfAProtectedResource_ToItsMetadata(RefusalReason reason, string scopes, string? expected) =>
        Assert.Equal(expected, ChallengeWriter.WriteStandard(reason, scopes, metadata: "https://m"));

    /// <summary>Clients split challenges at commas and quotes without reading them.</summary>
    [Fact]
    public void Puts_NoCommaAndNoQuote_IntoAValue()
    {
        foreach (RefusalReason reason in Enum.GetValues<RefusalReason>())
        {
            string challenge = ChallengeWriter.WriteStandard(reason, "a b", metadata: "https://m") ?? "";
            string[] values = [.. challenge.Split('"').Where((_, index) => index % 2 == 1)];

            Assert.All(values, value => Assert.DoesNotContain(value, character => character is ',' or '\'' or '\\'));
            Assert.Equal(values.Length, challenge.Split('=').Length - 1);
        }
    }

    [Theory]
    [InlineData(RefusalReason.Undecided, null)]
    [InlineData(RefusalReason.TargetAmbiguous, null)]
    [InlineData(RefusalReason.RouteNotFound, null)]
    [InlineData(RefusalReason.TokenMissing, "Bearer")]
    [InlineData(
        RefusalReason.CredentialsAmbiguous,
        "Bearer scope=\"a b\" error=\"invalid_request\" error_description=\"token contains an invalid number of segments\"")]
    [InlineData(RefusalReason.TokenMalformed, AwsInvalidToken + "\"token contains an invalid number of segments\"")]
    [InlineData(RefusalReason.KeysUnavailable, AwsInvalidToken + "\"JWKS communication error\"")]
    [InlineData(RefusalReason.SignatureInvalid, AwsInvalidToken + "\"crypto/rsa: verification error\"")]
    [InlineData(RefusalReason.IssuerMismatch, AwsInvalidToken + "\"issuer does not match\"")]
    [InlineData(RefusalReason.AudienceMismatch, AwsInvalidToken + "\"the token does not have a valid audience\"")]
    [InlineData(RefusalReason.TokenExpired, AwsInvalidToken + "\"Token is expired\"")]
    [InlineData(RefusalReason.TokenNotYetValid, AwsInvalidToken + "\"Token is not valid yet\"")]
    [InlineData(
        RefusalReason.ScopeMissing,
        "Bearer scope=\"a b\" error=\"insufficient_scope\" error_description=\"the token lacks a required scope\"")]
    public void Writes_TheChallengeOfTheService(RefusalReason reason, string? expected) =>
        Assert.Equal(expected, ChallengeWriter.WriteAws(reason, "a b", JwsAlgorithm.Unknown, hasDiscoveryFailed: false));

    [Fact]
    public void Writes_TheServicesBytes_WhenTheyWereRecorded() => Assert.Equal(
        "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token does not have a valid audience\"",
        ChallengeWriter.WriteAws(RefusalReason.AudienceMismatch, "", JwsAlgorithm.Unknown, hasDiscoveryFailed: false));

    [Theory]
    [InlineData("known", nameof(JwsAlgorithm.ES256), "signing method ES256 is invalid")]
    [InlineData("unknown, whose name is never repeated", nameof(JwsAlgorithm.Unknown), "signing method (alg) is unavailable.")]
    public void Names_TheRefusedAlgorithm(string description, string name, string expected)
    {
        string? challenge = ChallengeWriter.WriteAws(
            RefusalReason.AlgorithmNotAllowed, "a b", Enum.Parse<JwsAlgorithm>(name), hasDiscoveryFailed: false);
        Assert.Equal((description, $"{AwsInvalidToken}\"{expected}\""), (description, challenge));
    }

    [Theory]
    [InlineData(
        RefusalReason.TokenExpired,
        "Bearer error=\"invalid_token\", error_description=\"the token is expired\", " +
        "error_uri=\"https://docs.example/a%22b#token_expired\"")]
    [InlineData(
        RefusalReason.ScopeMissing,
        "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", " +
        "error_uri=\"https://docs.example/a%22b#scope_missing\", scope=\"a b\"")]
    [InlineData(RefusalReason.TokenMissing, "Bearer")]
    public void Names_ThePageOfTheReason_InEveryChallengeWithAnError(RefusalReason reason, string expected) =>
        Assert.Equal(expected, ChallengeWriter.WriteStandard(reason, "a b", errorUri: new Uri("https://docs.example/a\"b")));

    [Fact]
    public void Names_Discovery_WhenItFailed() => Assert.Equal(
        AwsInvalidToken + "\"OIDC discovery endpoint communication error\"",
        ChallengeWriter.WriteAws(RefusalReason.KeysUnavailable, "a b", JwsAlgorithm.Unknown, hasDiscoveryFailed: true));

    [Fact]
    public void Writes_NothingElse_ForOtherReasons_WhenDiscoveryFailed() => Assert.Equal(
        AwsInvalidToken + "\"Token is expired\"",
        ChallengeWriter.WriteAws(RefusalReason.TokenExpired, "a b", JwsAlgorithm.ES256, hasDiscoveryFailed: true));
}
