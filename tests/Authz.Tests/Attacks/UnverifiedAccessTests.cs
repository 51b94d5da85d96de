using System.Reflection;
using Authz.Tokens;

namespace Authz.Tests.Attacks;

/// <summary>
/// B12, D11, D12: nothing that is not verified can be read by accident. Argo CD CVE-2022-29165, AWS ALB adapter CVE-2024-8901.
/// </summary>
public sealed class UnverifiedAccessTests
{
    [Fact]
    public void Shows_OnlyIssuerAndTimes_OfAPayloadBeforeItsSignature() => Assert.Equal(
        ["AfterSignature", "get_HasIssuer", "get_IsIssuerEscaped", "get_RawIssuer", "get_Times"],
        PublicMethodsOf(typeof(UnverifiedPayload)));

    [Fact]
    public void Shows_OnlyAlgorithmKeyIdAndType_OfAHeader() => Assert.Equal(
        ["get_Algorithm", "get_Key", "get_Type", "set_Algorithm", "set_Key", "set_Type"],
        PublicMethodsOf(typeof(UnverifiedHeader)));

    // iss and the times are judged first, because they can only refuse; what decides for whom and for what a token is has to wait.
    [Theory]
    [InlineData("aud", "\"x\"", RefusalReason.AudienceMismatch)]
    [InlineData("aud", "\"x\",\"client_id\":\"x\"", RefusalReason.AudienceMismatch)]
    [InlineData("aud", "\"x\",\"cnf\":{\"jkt\":\"a\"}", RefusalReason.AudienceMismatch)]
    [InlineData("cnf", "{\"jkt\":\"a\"}", RefusalReason.ConfirmationUnsupported)]
    [InlineData("scope", "\"other\"", RefusalReason.ScopeMissing)]
    [InlineData("x", "1", RefusalReason.ScopeMissing)]
    public async Task Rejects_TheSignature_BeforeTheOtherClaims(string claim, string value, RefusalReason reason)
    {
        using var api = new TestApi(route: route => route with { AuthorizationScopes = ["a"] });
        string payload = Forged.Payload(claim, value);

        Assert.Equal(reason, await api.ReasonAsync(Forged.SignPayload(payload)));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(SignAsAttacker(payload)));
    }

    [Fact]
    public async Task Rejects_AnExpiredToken_BeforeVerifyingItsSignature()
    {
        using var api = new TestApi();
        string payload = Forged.Payload("exp", "1,\"cnf\":{}").Replace(TestApi.Audience, "x", StringComparison.Ordinal);
        Assert.Equal(RefusalReason.TokenExpired, await api.ReasonAsync(SignAsAttacker(payload)));
    }

    [Fact]
    public void Makes_AVerifiedPayload_InTwoPlacesOnly()
    {
        // The check itself, and the second reading of a token that passed it.
        string source = RepositoryFile.FullPath("src/Authz");
        Assert.Equal(
            ["SignatureCheck.cs", "UnverifiedPayload.cs", "VerifiedToken.cs"],
            Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
                .Where(path => File.ReadAllText(path).Contains("AfterSignature()", StringComparison.Ordinal))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decides_WithoutRegularExpressions() =>
        Assert.Contains(
            "T:System.Text.RegularExpressions.Regex;", RepositoryFile.ReadText("src/BannedSymbols.txt"), StringComparison.Ordinal);

    private static string SignAsAttacker(string payload) => Testing.CompactJws.Sign(Forged.ValidHeader, payload, Forged.AttackersKey);

    private static IEnumerable<string> PublicMethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            .Order(StringComparer.Ordinal);
}
