namespace Authz.Tests.Definitions.Validation;

public sealed class LambdaAuthorizerValidatorTests
{
    private const string Gate = "/authorizers/gate";

    private static readonly LambdaAuthorizerDefinition s_gate = new() { AuthorizerUri = "gate" };

    [Fact]
    public void Accepts_AFunction() => Assert.Empty(Problems(s_gate));

    [Fact]
    public void Rejects_TheNameOfAJwtAuthorizer() => Assert.Equal(
        "/authorizers/idp: 'idp' is a JWT authorizer and a Lambda authorizer. Give each authorizer a name of its own.",
        TestDefinitions.Problems(TestDefinitions.Valid with
        {
            LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition> { ["idp"] = s_gate },
        }));

    [Theory]
    [InlineData("", "The function is missing.")]
    [InlineData("http://127.0.0.1:9000/gate", "'http://127.0.0.1:9000/gate' does not name a function.")]
    public void Rejects_UrisThatNameNoFunction(string uri, string problem) => Assert.Equal(
        $"{Gate}/authorizerUri: {problem} " +
        "Write the function's name or its ARN, such as 'pets'; '--function pets=URL' gives its address.",
        Problems(s_gate with { AuthorizerUri = uri }));

    [Fact]
    public void Rejects_AVariableMissingInTheStage() => Assert.Equal(
        $"{Gate}/authorizerUri: The stage '$default' has no variable 'env'. Add it to the stage's 'stageVariables'.",
        Problems(s_gate with { AuthorizerUri = "gate-${stageVariables.env}" }));

    [Theory]
    [InlineData(PayloadFormatVersion.Version2, true, "")]
    [InlineData(PayloadFormatVersion.Version1, false, "")]
    [InlineData(
        PayloadFormatVersion.Version1, true,
        $"{Gate}/enableSimpleResponses: With payload format 1.0 a function answers a policy, not a simple response. " +
        "Write 'authorizerPayloadFormatVersion': '2.0', or remove 'enableSimpleResponses'.")]
    public void Rejects_SimpleResponsesOfFormat1(PayloadFormatVersion version, bool simple, string expected) => Assert.Equal(
        expected, Problems(s_gate with { AuthorizerPayloadFormatVersion = version, EnableSimpleResponses = simple }));

    [Theory]
    [InlineData("$request.header.Authorization", true)]
    [InlineData("$request.querystring.key", true)]
    [InlineData("$context.identity.sourceIp", true)]
    [InlineData("$stageVariables.env", true)]
    [InlineData("$request.header.", false)]
    [InlineData("$request.body.key", false)]
    [InlineData("$context.", false)]
    [InlineData("Authorization", false)]
    [InlineData("", false)]
    public void Rejects_OtherIdentitySources(string source, bool isSource)
    {
        string expected = isSource
            ? ""
            : $"{Gate}/identitySource/1: '{source}' is not an identity source of a Lambda authorizer. " +
                "Write '$request.header.NAME', '$request.querystring.NAME', '$context.NAME' or '$stageVariables.NAME'.";

        Assert.Equal(expected, Problems(s_gate with { IdentitySource = ["$request.header.x-key", source] }));
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("x_real.ip")]
    public void Rejects_AHeaderThatOnlyAProxyMaySend(string header) => Assert.Equal(
        $"{Gate}/identitySource/1: '{header}' is a header that only a proxy may send: from a client it is removed on arrival. "
        + "Read another header, or a variable such as '$context.identity.sourceIp'.",
        Problems(s_gate with { IdentitySource = ["$request.header.x-key", "$request.header." + header] }));

    [Theory]
    [InlineData(0, true, "")]
    [InlineData(0, false, "")]
    [InlineData(3600, true, "")]
    [InlineData(3601, true, "The time for which results are remembered is out of range. Write 0 to 3600 seconds.")]
    [InlineData(-1, true, "The time for which results are remembered is out of range. Write 0 to 3600 seconds.")]
    [InlineData(1, false, "Results are remembered, but nothing distinguishes one caller from another. Add 'identitySource', or write 0.")]
    public void Rejects_OtherTimes_AndTimesWithoutAnIdentity(int seconds, bool hasIdentity, string problem) => Assert.Equal(
        problem.Length == 0 ? "" : $"{Gate}/authorizerResultTtlInSeconds: {problem}",
        Problems(s_gate with
        {
            IdentitySource = hasIdentity ? ["$request.header.x-key"] : [],
            AuthorizerResultTtl = TimeSpan.FromSeconds(seconds),
        }));

    private static string Problems(LambdaAuthorizerDefinition gate) => TestDefinitions.Problems(TestDefinitions.Valid with
    {
        LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition> { ["gate"] = gate },
    });
}
