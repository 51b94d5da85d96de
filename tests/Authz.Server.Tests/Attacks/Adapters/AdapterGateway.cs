using System.Text.Json.Nodes;
using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Attacks.Adapters;

/// <summary>A gateway with one function behind it, in which every adapter answers each event.</summary>
internal sealed class AdapterGateway : IAsyncDisposable
{
    /// <summary>The name of the function in definitions.</summary>
    public const string Function = "adapters";

    /// <summary>The scope of the protected route.</summary>
    public const string Scope = "admin";

    private const string Folder = "Attacks/Adapters";

    /// <summary>The adapters, by the names of their packages.</summary>
    public static readonly IReadOnlyList<string> Adapters =
        ["@fastify/aws-lambda", "hono/aws-lambda", "serverless-http", "@codegenie/serverless-express"];

    private readonly FunctionProcess _function;
    private readonly FunctionGateway _gateway;
    private readonly FakeIssuer _issuer;

    private AdapterGateway(FunctionProcess function, FunctionGateway gateway, FakeIssuer issuer)
    {
        _function = function;
        _gateway = gateway;
        _issuer = issuer;
    }

    /// <summary>Starts a gateway for routes of which each needs a token, and some a scope.</summary>
    /// <param name="version">The events' format.</param>
    /// <param name="stage">The only stage, served from the root; null for the default one.</param>
    /// <param name="routes">Route keys, with the scope that each needs, or null.</param>
    public static Task<AdapterGateway> StartAsync(
        PayloadFormatVersion version, string? stage, params (string Key, string? Scope)[] routes)
    {
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = Function, PayloadFormatVersion = version };
        return StartAsync(
            issuer => TestGateway.Define(
                [.. routes.Select(route => (route.Key, new RouteDefinition
                {
                    Authorizer = "idp",
                    AuthorizationScopes = route.Scope is null ? [] : [route.Scope],
                    AllowEncodedSlash = true,
                    Integration = integration,
                }))],
                issuer) with
            {
                Stages = stage is null
                    ? new Dictionary<string, StageDefinition>()
                    : new Dictionary<string, StageDefinition> { [stage] = new() },
            },
            stage);
    }

    /// <summary>Starts a gateway for a definition that is made for the issuer's name.</summary>
    public static async Task<AdapterGateway> StartAsync(
        Func<string, ApiDefinition> define, string? stage = null, Dictionary<string, Uri>? otherFunctions = null)
    {
        Requirement.Require(
            Directory.Exists(RepositoryFile.FullPath("tests/Authz.Server.Tests/Attacks/node_modules/hono")),
            "'npm ci --prefix tests/Authz.Server.Tests/Attacks' has not been run");
        FakeIssuer issuer = new();
        FunctionProcess function = await FunctionProcess.StartNodeAsync("handler.mjs", Folder);
        FunctionGateway gateway = await FunctionGateway.StartAsync(
            define(issuer.Issuer),
            new Dictionary<string, Uri>(otherFunctions ?? []) { [Function] = function.Address },
            new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() },
            stage: stage);
        return new AdapterGateway(function, gateway, issuer);
    }

    /// <summary>A header with a token, with or without the scope of the protected route.</summary>
    public (string Name, string Value) Token(bool hasScope) =>
        ("Authorization", "Bearer " + _issuer.Mint(TestGateway.Audience, hasScope ? Scope : "other"));

    /// <summary>Has every adapter answer a request.</summary>
    /// <returns>The status, and the answers by adapter if the gateway has passed the request on.</returns>
    public async Task<(int Status, JsonObject? Answers)> AskAsync(string target, params (string Name, string Value)[] headers)
    {
        (int status, string body) = await _gateway.GetAsync(target, headers);
        return (status, status == 200 ? (JsonObject)JsonNode.Parse(body)! : null);
    }

    /// <summary>The same, octet for octet, with any <c>Host</c>.</summary>
    public async Task<(int Status, JsonObject? Answers)> AskAsHostAsync(string target, string host, (string Name, string Value) header)
    {
        RawAnswer answer = await TestGateway.SendRawAsync(
            _gateway.Client.BaseAddress!,
            $"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{header.Name}: {header.Value}\r\n\r\n");
        return (answer.Status, answer.Status == 200 ? (JsonObject)JsonNode.Parse(answer.Body)! : null);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _function.DisposeAsync();
    }
}
