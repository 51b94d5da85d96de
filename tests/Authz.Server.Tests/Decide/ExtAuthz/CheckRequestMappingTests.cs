using Authz.Server.Decide;
using Authz.Server.Decide.ExtAuthz;
using Authz.Server.Decide.ExtAuthz.Wire;
using Google.Protobuf;
using Wire = Authz.Server.Decide.ExtAuthz.Wire.HeaderValue;

namespace Authz.Server.Tests.Decide.ExtAuthz;

public sealed class CheckRequestMappingTests
{
    [Fact]
    public void Rejects_QuestionsWithoutARequest()
    {
        Assert.False(TryRead(new CheckRequest()));
        Assert.False(TryRead(new CheckRequest { Attributes = new AttributeContext { Request = new() } }));
        Assert.False(TryRead(Question(http => http.Path = "")));
        Assert.False(TryRead(Question(http => http.Method = "")));
    }

    [Theory]
    [InlineData(":path", "/b")]
    [InlineData(":method", "POST")]
    [InlineData(":authority", "other.example")]
    public void Rejects_QuestionsWithTwoReadings(string name, string value)
    {
        Assert.False(TryRead(Question(http => http.Headers[name] = value)));
        Assert.False(TryRead(Question(http =>
        {
            http.Headers.Clear();
            http.HeaderMap = new HeaderMap { Headers = { new Wire { Key = name, RawValue = ByteString.CopyFromUtf8(value) } } };
        })));
    }

    [Fact]
    public void Rejects_HeadersToldInBothForms() => Assert.False(TryRead(Question(
        http => http.HeaderMap = new HeaderMap { Headers = { new Wire { Key = "a", Value = "b" } } })));

    [Theory]
    [InlineData("Bearer a,Bearer b")]
    [InlineData("Bearer a, x")]
    public void Rejects_CredentialsJoinedWithAComma(string value) =>
        Assert.True(Find(Question(http => http.Headers["authorization"] = value)).IsRepeated);

    [Fact]
    public void Rejects_CredentialsUnderTwoSpellings() => Assert.True(Find(Question(http =>
    {
        http.Headers["authorization"] = "Bearer a";
        http.Headers["Authorization"] = "Bearer b";
    })).IsRepeated);

    [Fact]
    public void Rejects_CredentialsThatOccurTwiceInAList() => Assert.True(Find(Question(http =>
    {
        http.Headers.Clear();
        http.HeaderMap = new HeaderMap
        {
            Headers = { new Wire { Key = "authorization", Value = "Bearer a" }, new Wire { Key = "authorization", Value = "Bearer b" } },
        };
    })).IsRepeated);

    [Fact]
    public void Accepts_AListOfOctets()
    {
        HeaderValue value = Find(Question(http =>
        {
            http.Headers.Clear();
            http.HeaderMap = new HeaderMap { Headers = { new Wire { Key = "authorization", RawValue = ByteString.CopyFromUtf8("Bearer a") } } };
        }));

        Assert.Equal("Bearer a", value.Value);
    }

    private static HeaderValue Find(CheckRequest question)
    {
        Assert.True(CheckRequestMapping.TryRead(question, out _, out CheckHeaders headers));
        return CheckHeaders.Find(headers, "Authorization");
    }

    private static bool TryRead(CheckRequest request) => CheckRequestMapping.TryRead(request, out OriginalRequest _, out CheckHeaders _);

    private static CheckRequest Question(Action<AttributeContext.Types.HttpRequest> change)
    {
        CheckRequest question = CheckClient.Question("GET", "/a", []);
        change(question.Attributes.Request.Http);
        return question;
    }
}
