using System.Text;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Functions;
using Authz.Server.Inspector;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>A gateway on a free port, with functions behind it and issuers in place of the network's.</summary>
internal sealed class FunctionGateway : IAsyncDisposable
{
    private readonly RunningApi _running;
    private readonly GatewayHost _host;
    private readonly AccessLogSinks _accessLogs;

    private FunctionGateway(RunningApi running, GatewayHost host, AccessLogSinks accessLogs)
    {
        _running = running;
        _host = host;
        _accessLogs = accessLogs;
        Client = new HttpClient { BaseAddress = new Uri(host.Address) };
    }

    public HttpClient Client { get; }

    /// <summary>Starts a gateway.</summary>
    /// <param name="definition">The API.</param>
    /// <param name="functions">Where its functions run, by name.</param>
    /// <param name="options">How the engine reaches issuers; null where nobody issues tokens.</param>
    /// <param name="log">Where access logs go; null for nowhere.</param>
    /// <param name="timeProvider">The clock of time limits and remembered results; null for the system's.</param>
    /// <param name="decisions">What the inspector would show; null for nothing.</param>
    /// <param name="stage">The only stage, served from the root; null for all.</param>
    public static async Task<FunctionGateway> StartAsync(
        ApiDefinition definition,
        Dictionary<string, Uri> functions,
        ApiAuthorizerOptions? options = null,
        TextWriter? log = null,
        TimeProvider? timeProvider = null,
        DecisionCounts? decisions = null,
        string? stage = null)
    {
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        AccessLogSinks accessLogs = new(log ?? TextWriter.Null, Assert.Fail);
        GatewayCompilerOptions compiler = new()
        {
            Functions = new FunctionAddresses(functions),
            AccessLogs = accessLogs,
            TimeProvider = clock,
            Stage = stage,
        };
        GatewayDefinition compiled = new(definition, GatewayCompiler.Compile(definition, compiler, out IReadOnlyList<string> problems));
        Assert.Empty(problems);
        RunningApi running = new(compiled, options);
        GatewayHost host = await GatewayHost.StartAsync(
            running, new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), Decisions = decisions, TimeProvider = clock },
            watches: [], CancellationToken.None);
        return new FunctionGateway(running, host, accessLogs);
    }

    /// <summary>Sends a request, its target unchanged.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        UriCreationOptions verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
        using HttpRequestMessage request = new(method, new Uri(_host.Address + target, verbatim));
        request.Content = body is null ? null : new ByteArrayContent(body);
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Sends a GET and tells status and body.</summary>
    public async Task<(int Status, string Body)> GetAsync(string target, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, target, body: null, headers);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Has the mirror function answer with exactly these bytes.</summary>
    public Task<HttpResponseMessage> AnswerAsync(string target, byte[] answer) =>
        SendAsync(HttpMethod.Post, target, answer, ("x-mode", "answer"), ("content-type", "application/octet-stream"));

    /// <summary>Has the mirror function answer with exactly this text.</summary>
    public Task<HttpResponseMessage> AnswerAsync(string target, string answer) => AnswerAsync(target, Encoding.UTF8.GetBytes(answer));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _running.Dispose();
        await _accessLogs.DisposeAsync();
    }
}
