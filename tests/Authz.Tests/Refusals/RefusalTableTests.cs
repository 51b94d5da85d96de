using Authz.Refusals;

namespace Authz.Tests.Refusals;

public sealed class RefusalTableTests
{
    public static TheoryData<RefusalReason> Reasons() => [.. Enum.GetValues<RefusalReason>()];

    [Fact]
    public void Table_HasTheRowOfEachReason_AtItsPlace() =>
        Assert.Equal(Enum.GetValues<RefusalReason>(), RefusalTable.All.Select(row => row.Reason));

    [Theory]
    [InlineData(RefusalReason.Undecided, AuthorizationOutcome.Unavailable)]
    [InlineData(RefusalReason.TargetAmbiguous, AuthorizationOutcome.BadRequest)]
    [InlineData(RefusalReason.RouteNotFound, AuthorizationOutcome.NotFound)]
    [InlineData(RefusalReason.TokenMissing, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.CredentialsAmbiguous, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.TokenMalformed, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.TokenTooLarge, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.CriticalHeader, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.AlgorithmNotAllowed, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.TokenTypeMismatch, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.KeyUnknown, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.KeysUnavailable, AuthorizationOutcome.Unavailable)]
    [InlineData(RefusalReason.SignatureInvalid, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ClaimMalformed, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ClaimMissing, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.IssuerMismatch, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.AudienceMismatch, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.TokenExpired, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.TokenNotYetValid, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ConfirmationUnsupported, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ConfirmationMissing, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ProofMissing, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ProofInvalid, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ProofReplayed, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ProofNonceMissing, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.CertificateMismatch, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ReplayUnavailable, AuthorizationOutcome.Unavailable)]
    [InlineData(RefusalReason.TokenRevoked, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.RevocationUnavailable, AuthorizationOutcome.Unavailable)]
    [InlineData(RefusalReason.ScopeMissing, AuthorizationOutcome.Forbidden)]
    [InlineData(RefusalReason.ConditionUnmet, AuthorizationOutcome.Forbidden)]
    [InlineData(RefusalReason.AuthenticationInsufficient, AuthorizationOutcome.Unauthorized)]
    public void Gives_EachReason_ItsOutcome(RefusalReason reason, AuthorizationOutcome expected) =>
        Assert.Equal(expected, RefusalTable.Of(reason).Outcome);

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Allows_NothingForAnyReason(RefusalReason reason) =>
        Assert.NotEqual(AuthorizationOutcome.Allowed, RefusalTable.Of(reason).Outcome);

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Explains_EachReason_WithItsOwnRemedy(RefusalReason reason)
    {
        Assert.True(RefusalTable.Of(reason).Explanation.Length > 40);
        Assert.Single(Enum.GetValues<RefusalReason>(), other => RefusalTable.Of(other).Explanation == RefusalTable.Of(reason).Explanation);
    }

    // RFC 6750 section 3, RFC 9449 section 7.1: error and error_description are of %x20-21 / %x23-5B / %x5D-7E.
    [Theory]
    [MemberData(nameof(Reasons))]
    public void Uses_OnlyCharactersThatRfc6750Allows(RefusalReason reason)
    {
        Refusal refusal = RefusalTable.Of(reason);
        string?[] known =
        [
            null, "invalid_request", "invalid_token", "insufficient_scope", "invalid_dpop_proof", "use_dpop_nonce",
            "insufficient_user_authentication",
        ];
        Assert.Contains(refusal.Error, known);
        Assert.All(
            $"{refusal.Error}{refusal.Description}{refusal.AwsDescription}{refusal.AwsVariant?.Description}",
            character => Assert.True(character is >= ' ' and <= '~' and not '"' and not '\\'));
    }

    [Fact]
    public void Rejects_ValuesOutsideTheEnum() =>
        Assert.Equal(AuthorizationOutcome.Unavailable, RefusalTable.Of((RefusalReason)200).Outcome);
}
