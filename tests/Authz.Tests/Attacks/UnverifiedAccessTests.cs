using System.Reflection;
using Authz.Tokens;

namespace Authz.Tests.Attacks;

/// <summary>
/// B12, D11, D12: nothing that is not verified can be read by accident. Argo CD CVE-2022-29165, AWS ALB adapter CVE-2024-8901.
/// </summary>
public sealed class UnverifiedAccessTests
{
    [Fact]
    public void Shows_NothingOfAPayloadBeforeItsSignature_ButIssuerAndTimes() => Assert.Equal(
        ["AfterSignature", "get_HasIssuer", "get_IsIssuerEscaped", "get_RawIssuer", "get_Times"],
        PublicMethodsOf(typeof(UnverifiedPayload)));

    [Fact]
    public void Shows_NothingOfAHeader_ButAlgorithmKeyIdAndType() => Assert.Equal(
        ["get_Algorithm", "get_KeyId", "get_Type", "set_Algorithm", "set_KeyId", "set_Type"],
        PublicMethodsOf(typeof(UnverifiedHeader)));

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

    private static IEnumerable<string> PublicMethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            .Order(StringComparer.Ordinal);
}
