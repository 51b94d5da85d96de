using System.Text;
using Authz.Keys;
using Authz.Verification;

namespace Authz.Tests.Verification;

public sealed class IssuerTableTests : IDisposable
{
    private readonly IssuerKeysRegistry _keys = new(new ApiAuthorizerOptions());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Finds_EachIssuer_AmongMany(int count)
    {
        string[] issuers = [.. Enumerable.Range(0, count).Select(index => $"https://issuer.example/{index}")];
        IssuerTable table = TableOf(issuers);

        Assert.All(issuers, issuer => Assert.Equal(issuer, Find(table, issuer)?.Issuer));
        Assert.All(issuers, issuer => Assert.Null(Find(table, issuer + "/")));
        Assert.Null(Find(table, ""));
    }

    [Theory]
    [InlineData("final slash", "https://issuer.example/")]
    [InlineData("no slash", "https://issuer.exampl")]
    [InlineData("scheme in capitals", "HTTPS://issuer.example")]
    [InlineData("host in capitals", "https://Issuer.example")]
    [InlineData("another scheme", "http://issuer.example")]
    [InlineData("default port", "https://issuer.example:443")]
    [InlineData("user name", "https://issuer.example@attacker.example")]
    [InlineData("issuer as a user name", "https://attacker@issuer.example")]
    [InlineData("longer host", "https://issuer.example.attacker.example")]
    [InlineData("percent-encoding", "https://issuer%2Eexample")]
    [InlineData("white space before", " https://issuer.example")]
    [InlineData("white space after", "https://issuer.example ")]
    [InlineData("NUL after", "https://issuer.example\0")]
    [InlineData("fragment", "https://issuer.example#")]
    [InlineData("Cyrillic letter", "https://issu\u0435r.example")]
    public void Rejects_IssuersThatAreNotByteForByteEqual(string description, string issuer) =>
        Assert.True(Find(TableOf("https://issuer.example"), issuer) is null, description);

    [Fact]
    public void Finds_AnEscapedIssuer_ByItsUnescapedText()
    {
        IssuerTable table = TableOf("https://issuer.example");

        Assert.NotNull(table.Find("https:\\/\\/issuer.example"u8, isEscaped: true));
        Assert.NotNull(table.Find(Encoding.ASCII.GetBytes(EscapeAll("https://issuer.example")), isEscaped: true));
        Assert.Null(table.Find("https:\\/\\/issuer.example\\/"u8, isEscaped: true));
        Assert.Null(table.Find("https:\\/\\/issuer.example"u8, isEscaped: false));
        Assert.Null(table.Find(Encoding.ASCII.GetBytes(EscapeAll("https://issuer.example/")), isEscaped: true));
        Assert.Null(table.Find(Encoding.ASCII.GetBytes(EscapeAll(new string('a', 5000))), isEscaped: true));
    }

    public void Dispose() => _keys.Dispose();

    private static string EscapeAll(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));

    private static CompiledIssuer? Find(IssuerTable table, string issuer) => table.Find(Encoding.UTF8.GetBytes(issuer), isEscaped: false);

    private IssuerTable TableOf(params string[] issuers) => new([.. issuers.Select(issuer =>
    {
        var configuration = new JwtConfiguration { Issuer = issuer, Audience = ["a"] };
        CompatibilityProfile profile = CompatibilityProfile.Standard;
        return new CompiledIssuer(configuration, tenant: null, profile, _keys.GetOrAdd(configuration, profile));
    })]);
}
