namespace Authz.Tests;

public sealed class ApiAuthorizerOptionsTests
{
    private static readonly ApiDefinition s_definition =
        new ApiDefinitionBuilder().AddJwtAuthorizer("idp", "https://id.example.com", "pets-api").AddRoute("GET /pets", "idp").Build();

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void Rejects_ANegativeNumberOfBytes_ForRememberedTokens(long bytes, bool isAccepted) =>
        Assert.Equal(isAccepted, IsAccepted(new ApiAuthorizerOptions { RememberedTokenBytes = bytes }));

    [Fact]
    public void Rejects_TheAbsenceOfAClock() =>
        Assert.Throws<ArgumentNullException>(() => new ApiAuthorizer(s_definition, new ApiAuthorizerOptions { TimeProvider = null! }));

    private static bool IsAccepted(ApiAuthorizerOptions options)
    {
        try
        {
            using ApiAuthorizer authorizer = new(s_definition, options);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
