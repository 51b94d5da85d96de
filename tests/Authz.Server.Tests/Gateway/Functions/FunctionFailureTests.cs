using System.Net;
using System.Text;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>
/// Functions that are down, slow, or answer what nobody can use: the service's answer each time, and the next request is served.
/// </summary>
public sealed class FunctionFailureTests
{
    private const string InternalServerError = """{"message":"Internal Server Error"}""";
    private const string ServiceUnavailable = """{"message":"Service Unavailable"}""";

    /// <summary>Checklist, section 11: "500 35 bytes, 503 33 bytes; apigw-requestid on all".</summary>
    [SkippableFact]
    public async Task Answers_AsTheService_WhenTheFunctionFails()
    {
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function.Address);

        foreach (string mode in new[] { "throw", "large", "hang", "exit", "any" })
        {
            string expected = mode is "throw" or "large" ? InternalServerError : ServiceUnavailable;
            using HttpResponseMessage response = await gateway.SendAsync(
                HttpMethod.Get, mode == "hang" ? "/brief" : "/a", body: null, ("x-mode", mode));
            string body = await response.Content.ReadAsStringAsync();

            Assert.Equal((mode, expected), (mode, body));
            Assert.Equal(
                body == InternalServerError ? HttpStatusCode.InternalServerError : HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(body.Length, response.Content.Headers.ContentLength);
            Assert.Equal(16, Assert.Single(response.Headers.GetValues("apigw-requestid")).Length);
        }
    }

    [SkippableTheory]
    [InlineData("garbage is text", "{garbage", 200, "{garbage")]
    [InlineData("a wrong status", """{"statusCode":"no"}""", 500, InternalServerError)]
    [InlineData("an error as the emulator reports it", """{"errorMessage":"x","errorType":"Error"}""", 500, InternalServerError)]
    [InlineData("half a character in the body", """{"statusCode":200,"body":"\ud800"}""", 500, InternalServerError)]
    [InlineData("half a character in a name", """{"statusCode":200,"headers":{"\udc00":"x"}}""", 500, InternalServerError)]
    [InlineData("half a character as the whole", "\"\\ud800\"", 500, InternalServerError)]
    [InlineData("what only looks like an escape", """{"statusCode":200,"body":"\\ud800"}""", 200, "\\ud800")]
    [InlineData("a character in two escapes", """{"statusCode":200,"body":"\ud83d\ude00"}""", 200, "😀")]
    [InlineData("nothing", "", 200, "")]
    [InlineData("no content with a body", """{"statusCode":204,"body":"x"}""", 204, "")]
    public async Task Answers_AsTheService_ToUnusableAnswers(string description, string answer, int status, string body)
    {
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function.Address);

        using HttpResponseMessage response = await gateway.AnswerAsync("/a", answer);

        Assert.Equal((description, status, body), (description, (int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [SkippableFact]
    public async Task Answers500_ToInvalidUtf8()
    {
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function.Address);

        using HttpResponseMessage response = await gateway.AnswerAsync("/a", [(byte)'"', 0xc3, (byte)'"']);

        Assert.Equal(InternalServerError, await response.Content.ReadAsStringAsync());
    }

    [SkippableFact]
    public async Task Answers413_ToAnEventTooLargeForAFunction()
    {
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function.Address);

        using HttpResponseMessage response = await gateway.SendAsync(
            HttpMethod.Post, "/a", Encoding.UTF8.GetBytes(new string('x', 7 * 1024 * 1024)));

        Assert.Equal(
            (413, """{"message":"Request Entity Too Large"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    private static Task<FunctionGateway> StartAsync(Uri function)
    {
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = "f" };
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddRoute("ANY /a", new RouteDefinition { IsOpen = true, Integration = integration })
            .AddRoute(
                "ANY /brief",
                new RouteDefinition { IsOpen = true, Integration = integration with { Timeout = TimeSpan.FromMilliseconds(50) } })
            .Build();
        return FunctionGateway.StartAsync(definition, new() { ["f"] = function });
    }
}
