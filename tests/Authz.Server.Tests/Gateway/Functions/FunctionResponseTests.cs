using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>What a function's answer becomes, compared with what the real service sent for the same answer.</summary>
public sealed class FunctionResponseTests
{
    private const string Hello = """{\"message\":\"Hello, World!\"}""";
    private const string HelloV2 = """{\"message\":\"Hello, API Gateway v2!\"}""";
    private const string Json = "\"Content-Type\":\"application/json\"";

    public static TheoryData<string, string> Recordings => new()
    {
        { "ToApiGatewayHttpApiV2ProxyResponse_StatusCodeAsFloat_ReturnsInternalServerError",
            """{"statusCode":200.5,"body":"Hello","headers":{}}""" },
        { "ToApiGatewayHttpApiV2ProxyResponse_ValidResponse_MatchesDirectConversion",
            $$$"""{"statusCode":200,"body":"{{{Hello}}}","headers":{{{{Json}}} }}""" },
        { "ToApiGatewayProxyResponse_InvalidJson_ReturnsErrorResponseHttpV1", "Not a valid proxy response object" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionHttpV1",
            $$$"""{"statusCode":200,"body":"{{{Hello}}}","headers":{{{{Json}}} }}""" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionInvalid_JSON_Partial_Object", """{"name": "John Doe", "age":""" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionJSON_Array", "[1, 2, 3, 4, 5]" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionValid_JSON_Object", """{"name": "John Doe", "age": 30}""" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionboolean", "true" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionempty_string", "\"\"" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionjson_special", "\"Special \\\"quoted\\\" text\"" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionnumber", "42" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionstring", "\"Hello, World!\"" },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionstring_spaces", "  \"Hello, World!\"  " },
        { "ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversionstring_unescaped", "test" },
        { "V1_APIHeadersHttpV1", """{"statusCode":200,"body":"Test body"}""" },
        { "V1_CombinesSingleAndMultiValueHeadersHttpV1",
            """{"statusCode":200,"headers":{"Content-Type":"application/json","X-Custom-Header":"single-value","Combined-Header":"single-value"},"multiValueHeaders":{"X-Multi-Header":["multi-value1","multi-value2"],"Combined-Header":["multi-value1","multi-value2"]},"body":"{\"message\":\"With Combined Headers\"}"}""" },
        { "V1_DefaultsToCorrectContentTYpeHttpV1", """{"statusCode":200,"body":"Hello, World!"}""" },
        { "V1_HandlesHeadersCorrectlyHttpV1",
            """{"statusCode":200,"headers":{"Content-Type":"application/json","Myheader":"test,other","Anotherheader":"secondvalue"},"multiValueHeaders":{"Headername":["headervalue","headervalue2"]},"body":"{\"message\":\"With Multiple Headers\"}"}""" },
        { "V1_HandlesZeroStatusCodeHttpV1", """{"statusCode":0,"body":"{}"}""" },
        { "V1_SetsBodyNonBase64HttpV1", $$"""{"statusCode":200,"body":"{{Hello}}","isBase64Encoded":false}""" },
        { "V1_SetsContentLengthHttpV1", $$"""{"statusCode":200,"body":"{{Hello}}","isBase64Encoded":false}""" },
        { "V1_SetsCorrectStatusCodeHttpV1", """{"statusCode":201,"body":"{\"message\":\"Created\"}"}""" },
        { "V1_SetsHeadersHttpV1",
            """{"statusCode":200,"headers":{"Content-Type":"application/json","X-Custom-Header":"CustomValue"},"body":"{\"message\":\"With Headers\"}"}""" },
        { "V1_SetsMultiValueHeadersHttpV1",
            """{"statusCode":200,"multiValueHeaders":{"X-Multi-Header":["Value1","Value2"]},"body":"{\"message\":\"With MultiValueHeaders\"}"}""" },
        { "V1_SimpleJsonResponseHttpV1", $$$"""{"statusCode":200,"headers":{{{{Json}}} },"body":"{{{Hello}}}"}""" },
        { "V1_UsesProvidedContentTypeHttpV1", $$$"""{"statusCode":200,"headers":{{{{Json}}} },"body":"Hello, World!"}""" },
        { "V2_DefaultsToTextPlainContentType", """{"statusCode":200,"body":"Hello, World!"}""" },
        { "V2_DoesNotOverrideExplicitValues",
            """{"statusCode":201,"headers":{"Content-Type":"application/xml"},"body":"{\"key\":\"value\"}"}""" },
        { "V2_HandlesHeadersCorrectly",
            """{"statusCode":200,"headers":{"Content-Type":"application/json","Myheader":"test,shouldhavesecondvalue","Anotherheader":"secondvalue"},"body":"{\"message\":\"With Headers\"}"}""" },
        { "V2_HandlesZeroStatusCode", """{"statusCode":0,"body":"{}"}""" },
        { "V2_HttpAPIHeaders", """{"statusCode":200,"body":"Test body"}""" },
        { "V2_SetsBodyBase64",
            $$"""{"statusCode":200,"body":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(HelloV2.Replace("\\", "", StringComparison.Ordinal)))}}","isBase64Encoded":true}""" },
        { "V2_SetsBodyNonBase64", $$"""{"statusCode":200,"body":"{{HelloV2}}","isBase64Encoded":false}""" },
        { "V2_SetsCorrectStatusCode", """{"statusCode":201,"body":"{\"message\":\"Created\"}"}""" },
        { "V2_SetsHeaders",
            """{"statusCode":200,"headers":{"Content-Type":"application/json","X-Custom-Header":"CustomValue"},"body":"{\"message\":\"With Headers\"}"}""" },
        { "V2_SimpleJsonResponse", $$$"""{"statusCode":200,"headers":{{{{Json}}} },"body":"{{{Hello}}}"}""" },
    };

    /// <summary>Checklist, section 11: "Response inference per LTT; text/plain default for full-format".</summary>
    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public void Answers_AsTheServiceDid(string recording, string answer)
    {
        JsonNode recorded = ServiceRecording.Read(recording);
        bool isVersion1 = recording.EndsWith("HttpV1", StringComparison.Ordinal);

        FunctionResponse? response = FunctionResponse.Read(
            Encoding.UTF8.GetBytes(answer), isVersion1 ? PayloadFormatVersion.Version1 : PayloadFormatVersion.Version2);

        Assert.Equal(recorded["StatusCode"]!.GetValue<int>(), response?.StatusCode ?? 500);
        if (response is null)
        {
            Assert.Equal("""{"message":"Internal Server Error"}""", recorded["Content"]!.GetValue<string>());
            return;
        }

        Assert.Equal(recorded["Content"]!.GetValue<string>(), Encoding.UTF8.GetString(response.Body.Span));
        Assert.Equal(ServiceRecording.HeadersOf(recorded), HeadersOf(response));
    }

    [Theory]
    [InlineData("a status as text", """{"statusCode":"200"}""")]
    [InlineData("no status to send", """{"statusCode":99}""")]
    [InlineData("an informational status", """{"statusCode":101}""")]
    [InlineData("a null status", """{"statusCode":null}""")]
    [InlineData("a huge status", """{"statusCode":99999999999}""")]
    [InlineData("an object for a body", """{"statusCode":200,"body":{}}""")]
    [InlineData("base64 that is none", """{"statusCode":200,"body":"!","isBase64Encoded":true}""")]
    [InlineData("a list of headers", """{"statusCode":200,"headers":["a"]}""")]
    [InlineData("a header that ends the head", """{"statusCode":200,"headers":{"a":"b\r\nset-cookie: c"}}""")]
    [InlineData("a header name with a colon", """{"statusCode":200,"headers":{"a: b":"c"}}""")]
    [InlineData("a header value that is no text", """{"statusCode":200,"headers":{"a":{}}}""")]
    [InlineData("cookies that are no list", """{"statusCode":200,"cookies":"a=b"}""")]
    public void Rejects_AnswersThatAreNotResponses(string description, string answer) =>
        Assert.True(FunctionResponse.Read(Encoding.UTF8.GetBytes(answer), PayloadFormatVersion.Version2) is null, description);

    [Fact]
    public void Rejects_TextThatIsNotUtf8() => Assert.Null(FunctionResponse.Read(new byte[] { (byte)'"', 0xff, (byte)'"' }, default));

    [Fact]
    public void Sends_CookiesBeforeSetCookie_AndNothingOfTheConnection()
    {
        FunctionResponse response = FunctionResponse.Read(
            """{"statusCode":200,"headers":{"set-cookie":"c=3","Connection":"close","Content-Length":"9","n":1},"cookies":["a=1","b=2"]}"""u8.ToArray(),
            PayloadFormatVersion.Version2)!;

        Assert.Equal(
            ["set-cookie: a=1", "set-cookie: b=2", "set-cookie: c=3", "n: 1"],
            response.Headers.Select(header => $"{header.Key}: {header.Value}"));
    }

    private static Dictionary<string, string> HeadersOf(FunctionResponse response)
    {
        Dictionary<string, string> headers = response.Headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key.ToLowerInvariant(), group => string.Join("|", group.Select(header => header.Value)));
        headers.TryAdd("content-type", response.DefaultContentType);
        return headers;
    }
}
