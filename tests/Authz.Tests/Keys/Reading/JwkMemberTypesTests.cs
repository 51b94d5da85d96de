using Authz.Keys.Reading;

namespace Authz.Tests.Keys.Reading;

public sealed class JwkMemberTypesTests
{
    [Theory]
    [InlineData("""{"kty":"EC","key_ops":["verify"],"kid":"a"}""", true)]
    [InlineData("""{"kty":"EC","kid":"a"}""", false)]
    [InlineData("{}", false)]
    public void Accepts_Members_AndReportsOperations(string json, bool expected)
    {
        Assert.Null(JwkMemberTypes.FindFault(System.Text.Encoding.UTF8.GetBytes(json), out bool hasOperations));
        Assert.Equal(expected, hasOperations);
    }

    [Theory]
    [InlineData("", "it is not a JSON object.")]
    [InlineData("[]", "it is not a JSON object.")]
    [InlineData("""{"kty":"EC"} 1""", "it is not JSON with exactly one reading.")]
    [InlineData("""{"kty":"EC"}{}""", "it is not JSON with exactly one reading.")]
    [InlineData("""{"kty":"EC" """, "it is not JSON with exactly one reading.")]
    [InlineData("""{"kty":"EC","kty":"EC"}""", "it is not JSON with exactly one reading.")]
    public void Rejects_TextThatIsNotOneObject(string json, string fault) =>
        Assert.Equal(fault, JwkMemberTypes.FindFault(System.Text.Encoding.UTF8.GetBytes(json), out _));
}
