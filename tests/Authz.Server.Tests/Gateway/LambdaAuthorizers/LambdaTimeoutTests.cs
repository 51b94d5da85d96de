using Authz.Server.Tests.Gateway.Functions;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Gateway.LambdaAuthorizers;

/// <summary>Quota of the service: a Lambda authorizer has ten seconds.</summary>
public sealed class LambdaTimeoutTests
{
    [Theory]
    [InlineData("in time", 9_999, 200)]
    [InlineData("too late", 10_000, 500)]
    public async Task Waits_TenSeconds_ForAnAnswer(string description, int milliseconds, int status)
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using RecordingBackend function = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim release = new();
        function.Answer = request =>
        {
            if (!request.Contains("\"type\":\"REQUEST\"", StringComparison.Ordinal))
            {
                return Answer("""{"statusCode":200}""");
            }

            asked.TrySetResult();
            release.Wait(TimeSpan.FromMinutes(2));
            return Answer("""{"isAuthorized":true}""");
        };
        Uri address = new(function.Address + "/2015-03-31/functions/function/invocations");
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            Define(), new() { ["gate"] = address, ["mirror"] = address }, timeProvider: time);

        Task<(int Status, string Body)> answering = gateway.GetAsync("/a", ("Authorization", "alice"));
        await asked.Task;
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        if (status == 200)
        {
            release.Set();
        }

        (int Status, string Body) answer = await answering;
        release.Set();

        Assert.Equal((description, status), (description, answer.Status));
    }

    private static string Answer(string json) => $"HTTP/1.1 200 OK\r\nContent-Length: {json.Length}\r\n\r\n{json}";

    private static ApiDefinition Define() => new ApiDefinitionBuilder()
        .AddLambdaAuthorizer(
            "gate",
            new LambdaAuthorizerDefinition
            {
                AuthorizerUri = "gate",
                EnableSimpleResponses = true,
                IdentitySource = ["$request.header.Authorization"],
            })
        .AddRoute("GET /a", new RouteDefinition
        {
            Authorizer = "gate",
            Integration = new IntegrationDefinition { Type = IntegrationType.AwsProxy, Uri = "mirror" },
        })
        .Build();
}
