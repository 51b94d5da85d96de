using System.Text.Json.Nodes;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Tests.Decide.RealProxies;
using Authz.Testing;

namespace Authz.Server.Tests.Decide.ExtAuthz;

/// <summary>The gRPC service as the conformance suite sees it: each request is told as Envoy tells it.</summary>
internal sealed class CheckConformanceHost : ConformanceHost
{
    private DeciderUnderTest? _decider;
    private CheckClient? _client;

    public override async Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        _decider = await DeciderUnderTest.StartAsync(ClaimMapping.Add(definition), options);
        _client = new CheckClient(_decider.ExtAuthz);
    }

    public override async Task<ConformanceAnswer> SendAsync(ConformanceRequest request)
    {
        CheckResponse response = await _client!.CheckAsync(CheckClient.Question(request.Method, request.Target, request.Headers));
        if (response.Status.Code == 0)
        {
            string? claims = response.OkResponse.Headers.FirstOrDefault(header => header.Header.Key == ClaimMapping.Header)?.Header.Value;
            return new ConformanceAnswer(200, null) { Claims = claims is null ? null : JsonNode.Parse(claims) as JsonObject };
        }

        DeniedHttpResponse denied = response.DeniedResponse;
        return new ConformanceAnswer(denied.Status.Code, Find(denied, "www-authenticate")) { HasRetryAfter = Find(denied, "retry-after") is not null };
    }

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_decider?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static string? Find(DeniedHttpResponse denied, string name) =>
        denied.Headers.FirstOrDefault(header => header.Header.Key == name)?.Header.Value;
}
