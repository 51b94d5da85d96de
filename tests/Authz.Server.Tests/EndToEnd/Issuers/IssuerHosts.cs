using System.Text;
using System.Text.Json.Nodes;
using Authz.AspNetCore;
using Authz.Lambda;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>The four hosts with one definition. Each answers a token with a status.</summary>
internal sealed class IssuerHosts : IAsyncDisposable
{
    private readonly ApiAuthorizer _library;
    private readonly LambdaAuthorizer _function;
    private readonly WebApplication _application;
    private readonly GatewayConformanceHost _gateway = new();

    private IssuerHosts(ApiDefinition definition)
    {
        _library = new ApiAuthorizer(definition);
        _function = new LambdaAuthorizer(definition, new LambdaAuthorizerOptions { ResultTtlInSeconds = 0, SimpleResponses = true, Log = Stream.Null });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddApiDefinition(definition);
        _application = builder.Build();
        _application.UseApiDefinition();
        _application.MapGet("/pets", () => "pets");
    }

    public static async Task<IssuerHosts> StartAsync(ApiDefinition definition)
    {
        IssuerHosts hosts = new(definition);
        await hosts._library.WarmUpAsync();
        await hosts._application.StartAsync();
        await hosts._gateway.StartAsync(definition, new ApiAuthorizerOptions());
        return hosts;
    }

    /// <summary>The library's reason for refusing a token; null if it allows it.</summary>
    public async Task<RefusalReason?> FindReasonAsync(string token) => (await DecideAsync(token)).Reason;

    /// <summary>What each host makes of a token.</summary>
    public async Task<(int Library, int Application, int Gateway, int Function)> SendAsync(string token)
    {
        ConformanceRequest request = new("GET", "/pets", [KeyValuePair.Create("Authorization", $"Bearer {token}")]);
        ConformanceAnswer application = await ConformanceClient.SendAsync(new Uri(_application.Urls.Single()), request);
        ConformanceAnswer gateway = await _gateway.SendAsync(request);
        return ((await DecideAsync(token)).StatusCode, application.Status, gateway.Status, await AskFunctionAsync(token));
    }

    public async ValueTask DisposeAsync()
    {
        _library.Dispose();
        _function.Dispose();
        await _application.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    private Task<AuthorizationDecision> DecideAsync(string token) => _library.AuthorizeAsync(
        new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization($"Bearer {token}"))).AsTask();

    // An HTTP API's event of payload format 2.0, and what API Gateway makes of the answer.
    private async Task<int> AskFunctionAsync(string token)
    {
        JsonObject document = new()
        {
            ["version"] = "2.0",
            ["type"] = "REQUEST",
            ["routeArn"] = "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/pets",
            ["identitySource"] = new JsonArray($"Bearer {token}"),
            ["routeKey"] = "GET /pets",
            ["rawPath"] = "/pets",
            ["rawQueryString"] = "",
            ["headers"] = new JsonObject { ["authorization"] = $"Bearer {token}" },
            ["requestContext"] = new JsonObject
            {
                ["http"] = new JsonObject { ["method"] = "GET", ["path"] = "/pets" },
                ["routeKey"] = "GET /pets",
                ["stage"] = "$default",
            },
        };
        try
        {
            using Stream answer = await _function.HandleAsync(new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString())));
            JsonNode json = (await JsonNode.ParseAsync(answer))!;
            return json["isAuthorized"]!.GetValue<bool>() ? 200 : 403;
        }
        catch (Exception exception) when (exception.Message == "Unauthorized")
        {
            return 401;
        }
    }
}
