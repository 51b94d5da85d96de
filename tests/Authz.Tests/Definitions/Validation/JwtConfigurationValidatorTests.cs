namespace Authz.Tests.Definitions.Validation;

public sealed class JwtConfigurationValidatorTests
{
    private const string Entry = "/authorizers/idp/jwtConfiguration/0";
    private const string AllAlgorithms = "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519";

    [Theory]
    [InlineData("https://id.example.com")]
    [InlineData("https://id.example.com:8443/realms/a%20b/")]
    [InlineData("http://127.0.0.1:5005/")]
    [InlineData("http://localhost:5005")]
    [InlineData("http://[::1]:5005/")]
    public void Accepts_Issuers(string issuer) =>
        Assert.Empty(TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Issuer = issuer })));

    [Theory]
    [InlineData("", "is missing.")]
    [InlineData("accounts.example.com", "is not an absolute https URL.")]
    [InlineData("/realms/a", "is not an absolute https URL.")]
    [InlineData("ftp://id.example.com", "is not an absolute https URL.")]
    [InlineData("HTTPS://id.example.com", "is not an absolute https URL.")]
    [InlineData(" https://id.example.com", "is not an absolute https URL.")]
    [InlineData("https://id.example.com/a b", "is not an absolute https URL.")]
    [InlineData("https:\\\\id.example.com", "is not an absolute https URL.")]
    [InlineData("https://", "is not an absolute https URL.")]
    [InlineData("https://bücher.example", "is not an absolute https URL.")]
    [InlineData("http://id.example.com/", "is not https, and http is trusted on a loopback address and from the hosts in 'insecureHttpHosts' only.")]
    [InlineData("http://127.0.0.1.example.com/", "is not https, and http is trusted on a loopback address and from the hosts in 'insecureHttpHosts' only.")]
    [InlineData("http://localhost@id.example.com/", "has a user name.")]
    [InlineData("https://user@id.example.com/", "has a user name.")]
    [InlineData("https://id.example.com/#a", "has a fragment.")]
    [InlineData("https://id.example.com/#", "has a fragment.")]
    [InlineData("https://id.example.com/?", "has a query.")]
    [InlineData("https://id.example.com/?a=1", "has a query.")]
    public void Rejects_OtherIssuers_WhenKeysAreDiscovered(string issuer, string problem)
    {
        const string Remedy = "Write the exact value of the tokens' 'iss', such as 'https://id.example.com/'.";
        string expected = problem is "is missing." or "has a query."
            ? $"{Entry}/issuer: The issuer {problem} {Remedy}"
            : $"{Entry}/issuer: The issuer {problem[..^1]}, so its keys cannot be discovered. {Remedy} If this is it, say where the keys are: " +
              "'metadataUri', 'jwksUri', 'jwksFile' or 'jwks'.";
        Assert.Equal(expected, TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Issuer = issuer })));
    }

    // RFC 7519 section 4.1.1: a StringOrURI.
    [Theory]
    [InlineData("accounts.google.com")]
    [InlineData("kubernetes/serviceaccount")]
    [InlineData("urn:example:idp")]
    [InlineData("http://fs.example.com/adfs/services/trust")]
    [InlineData("testing@secure.istio.io")]
    [InlineData("https://id.example.com/?tenant=a")]
    [InlineData("b\u00fccher")]
    public void Accepts_AnyText_WhenTheKeysHaveASource(string issuer)
    {
        foreach (JwtConfiguration source in (JwtConfiguration[])
        [
            TestDefinitions.Issuer with { JwksUri = "https://id.example.com/keys" },
            TestDefinitions.Issuer with { JwksFile = "keys.json" },
            TestDefinitions.Issuer with { MetadataUri = "https://id.example.com/metadata" },
        ])
        {
            Assert.Empty(TestDefinitions.Problems(TestDefinitions.With(source with { Issuer = issuer })));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\u0000")]
    public void Rejects_AnIssuerThatNoTokenShouldHave(string issuer) => Assert.StartsWith(
        $"{Entry}/issuer: The issuer ",
        TestDefinitions.Problems(TestDefinitions.With(
            TestDefinitions.Issuer with { Issuer = issuer, JwksUri = "https://id.example.com/keys" })),
        StringComparison.Ordinal);

    [Fact]
    public void Rejects_ALongIssuer()
    {
        string longest = "https://id.example.com/".PadRight(2048, 'a');

        Assert.Empty(TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Issuer = longest })));
        Assert.Equal(
            $"{Entry}/issuer: The issuer is longer than 2048 characters. " +
            "Write the exact value of the tokens' 'iss', such as 'https://id.example.com/'.",
            TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Issuer = longest + "a" })));
    }

    [Theory]
    [InlineData("none", 0, $"{Entry}/audience: No audience is accepted. List 1 to 50 values of 'aud' or 'client_id'.")]
    [InlineData("one", 1, "")]
    [InlineData("most", 50, "")]
    [InlineData("too many", 51, $"{Entry}/audience: More than 50 audiences are accepted. List 1 to 50 values of 'aud' or 'client_id'.")]
    public void Rejects_OtherNumbersOfAudiences(string description, int count, string expected)
    {
        string[] audience = [.. Enumerable.Range(0, count).Select(index => $"api-{index}")];

        Assert.Equal(
            (description, expected),
            (description, TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Audience = audience }))));
    }

    [Fact]
    public void Rejects_AnEmptyAudience() => Assert.Equal(
        $"{Entry}/audience/1: An audience is empty. Write a value of 'aud' or 'client_id', or remove it.",
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Audience = ["pets-api", ""] })));

    [Theory]
    [InlineData("all", CompatibilityMode.Standard, AllAlgorithms, "")]
    [InlineData("all of aws", CompatibilityMode.Aws, "RS256, RS384, RS512", "")]
    [InlineData("none at all", CompatibilityMode.Standard, "none", $"{Entry}/algorithms/0: The algorithm 'none' is not accepted. " +
        $"Choose from {AllAlgorithms}.")]
    [InlineData("symmetric", CompatibilityMode.Standard, "HS256", $"{Entry}/algorithms/0: The algorithm 'HS256' is not accepted. " +
        $"Choose from {AllAlgorithms}.")]
    [InlineData(
        "other case", CompatibilityMode.Standard, "RS256, rs384",
        $"{Entry}/algorithms/1: The algorithm 'rs384' is not accepted. Choose from {AllAlgorithms}.")]
    [InlineData(
        "not in aws", CompatibilityMode.Aws, "ES256",
        $"{Entry}/algorithms/0: The algorithm 'ES256' is not accepted in 'aws' compatibility. Choose from RS256, RS384, RS512.")]
    public void Rejects_OtherAlgorithms(string description, CompatibilityMode mode, string algorithms, string expected)
    {
        ApiDefinition definition = TestDefinitions.With(TestDefinitions.Issuer with { Algorithms = algorithms.Split(", ") });

        Assert.Equal((description, expected), (description, TestDefinitions.Problems(definition with { Compatibility = mode })));
    }

    [Fact]
    public void Rejects_AnEmptyListOfAlgorithms() => Assert.Equal(
        $"{Entry}/algorithms: No algorithm is accepted. Choose from {AllAlgorithms}. Or leave it out to accept them all.",
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { Algorithms = [] })));

    [Theory]
    [InlineData("none", CompatibilityMode.Standard, 0, "")]
    [InlineData("most", CompatibilityMode.Standard, 300, "")]
    [InlineData("negative", CompatibilityMode.Standard, -1, "The clock skew is out of range. Write 0 to 300 seconds.")]
    [InlineData("too much", CompatibilityMode.Standard, 301, "The clock skew is out of range. Write 0 to 300 seconds.")]
    [InlineData("none in aws", CompatibilityMode.Aws, 0, "")]
    [InlineData("some in aws", CompatibilityMode.Aws, 1, "'aws' compatibility allows no clock skew. Write 0, or leave it out.")]
    public void Rejects_OtherClockSkews(string description, CompatibilityMode mode, int seconds, string expected)
    {
        ApiDefinition definition = TestDefinitions.With(TestDefinitions.Issuer with { ClockSkew = TimeSpan.FromSeconds(seconds) });

        expected = expected.Length == 0 ? "" : $"{Entry}/clockSkew: {expected}";
        Assert.Equal((description, expected), (description, TestDefinitions.Problems(definition with { Compatibility = mode })));
    }

    [Theory]
    [InlineData("a second", 1, true)]
    [InlineData("a week", 604_800, true)]
    [InlineData("a second and a half", 1.5, true)]
    [InlineData("less than a second", 0.999, false)]
    [InlineData("none", 0, false)]
    [InlineData("negative", -1, false)]
    [InlineData("more than a week", 604_801, false)]
    public void Rejects_OtherKeyAges(string description, double seconds, bool isAge)
    {
        string problems = TestDefinitions.Problems(
            TestDefinitions.With(TestDefinitions.Issuer with { MaximumKeyAge = TimeSpan.FromSeconds(seconds) }));

        string expected = isAge ? "" : $"{Entry}/maximumKeyAge: The maximum key age is out of range. Write 1 to 604800 seconds.";
        Assert.Equal((description, expected), (description, problems));
    }

    [Theory]
    [InlineData("https://id.example.com/keys?v=1", "")]
    [InlineData("http://127.0.0.1:5005/keys", "")]
    [InlineData("", "is not an absolute https URL")]
    [InlineData("keys.json", "is not an absolute https URL")]
    [InlineData(
        "http://id.example.com/keys", "is not https, and http is trusted on a loopback address and from the hosts in 'insecureHttpHosts' only")]
    public void Rejects_OtherKeySetUrls(string url, string problem)
    {
        string expected = problem.Length == 0 ? "" : $"{Entry}/jwksUri: The key set's URL {problem}. " +
            "Write an absolute https URL, or leave it out.";

        Assert.Equal(expected, TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { JwksUri = url })));
    }

    [Theory]
    [InlineData("at+jwt", true)]
    [InlineData("application/at+jwt", true)]
    [InlineData("", false)]
    [InlineData("at jwt", false)]
    [InlineData("application/", false)]
    [InlineData("/at+jwt", false)]
    [InlineData("a/b/c", false)]
    public void Rejects_OtherTokenTypes(string type, bool isType)
    {
        string expected = isType ? "" : $"{Entry}/requiredTokenType: '{type}' is not a media type. " +
            "Write a type such as 'at+jwt', or leave it out.";

        Assert.Equal(expected, TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer with { RequiredTokenType = type })));
    }
}
