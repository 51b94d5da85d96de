using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;
using Authz.Server.Demo;
using Authz.Server.Gateway;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Lambda.Tests.Hosts;

/// <summary>
/// One definition of twenty conditions in the library, an ASP.NET Core application, the gateway and a Lambda authorizer: one verdict on each
/// request. <c>tests/hosts.sh</c> sends a hundred thousand.
/// </summary>
public sealed class FourHostsTests : IDisposable
{
    private const int Connections = 8;

    private readonly FakeIssuer _issuer = new("https://issuer.example", ["ES256"]);
    private readonly TwentyConditions _conditions;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections });

    public FourHostsTests() => _conditions = new TwentyConditions(_issuer);

    [Fact]
    public async Task Decides_AlikeInEveryHost()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_HOST_REQUESTS") ?? "400", CultureInfo.InvariantCulture);
        ApiDefinition definition = TwentyConditions.Define(_issuer.Issuer);
        using ApiAuthorizer library = new(definition, Options() with { SuppliesSourceAddress = true });
        using LambdaAuthorizer function = new(definition, new LambdaAuthorizerOptions { Engine = Options(), Log = Stream.Null, ResultTtlInSeconds = 0 });
        await using WebApplication application = await StartApplicationAsync(definition);
        await using WebApplication backend = await DemoBackend.StartAsync(CancellationToken.None);
        using RunningApi running = new(new GatewayDefinition(
            definition, GatewayCompiler.Compile(definition, new GatewayCompilerOptions { Target = new Uri(backend.Urls.Single()) }, out _)), Options());
        await using GatewayHost gateway = await GatewayHost.StartAsync(
            running, new GatewayOptions { Listen = new Uri("http://127.0.0.1:0") }, watches: [], CancellationToken.None);

        int[] verdicts = new int[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, _) =>
        {
            SampleRequest request = _conditions.Draw(number);
            int expected = (int)(await library.AuthorizeAsync(RequestOf(request), CancellationToken.None)).StatusCode;
            verdicts[number] = expected;
            Assert.Equal(
                (number, expected, expected, expected),
                (number, await SendAsync(application.Urls.Single(), request), await SendAsync(gateway.Address, request), await AskAsync(function, request, expected)));
        });

        // Each verdict is drawn.
        Assert.Equal([200, 401, 403], verdicts.Distinct().Order());
        Console.WriteLine($"{count} requests, {verdicts.Count(verdict => verdict == 200)} of them allowed, in four hosts alike.");
    }

    public void Dispose() => _http.Dispose();

    private ApiAuthorizerOptions Options() => new() { KeyFetchHandler = _issuer.CreateHandler() };

    private static AuthorizationRequest RequestOf(SampleRequest request)
    {
        Dictionary<string, string> headers = new() { ["Authorization"] = "Bearer " + request.Token };
        if (request.Header is { } header)
        {
            headers["h"] = header;
        }

        return new AuthorizationRequest("GET", request.Path + request.Query, HeaderSource.From(headers)) { SourceAddress = SampleRequest.Address };
    }

    private async Task<int> SendAsync(string host, SampleRequest request)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, new Uri(host + request.Path + request.Query));
        message.Headers.Add("Authorization", "Bearer " + request.Token);
        if (request.Header is { } header)
        {
            message.Headers.Add("h", header);
        }

        using HttpResponseMessage answer = await _http.SendAsync(message);
        return (int)answer.StatusCode;
    }

    // API Gateway knows only whether a request may pass: what a refusal is, the library says.
    private static async Task<int> AskAsync(LambdaAuthorizer function, SampleRequest request, int expected)
    {
        EventDocument document = EventDocument.For(AuthorizerEventKind.HttpApiV2, "ANY /{proxy+}", "GET", request.Path, request.Token);
        document.Json["rawQueryString"] = request.Query.TrimStart('?');
        document.Json["requestContext"]!["http"]!["sourceIp"] = SampleRequest.Address.ToString();
        if (request.Header is { } header)
        {
            document.Json["headers"]!["h"] = header;
        }

        AuthorizerAnswer answer = await function.AnswerAsync(document.ToUtf8(), invocationId: null, default);
        bool isAllowed = answer.ErrorMessage is null
            && IamPolicy.Allows(JsonNode.Parse(answer.Json.Span)!.AsObject(), (string)document.Json["routeArn"]!);
        return isAllowed ? 200 : expected == 200 ? 0 : expected;
    }

    private async Task<WebApplication> StartApplicationAsync(ApiDefinition definition)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiDefinition(definition, host => host.Engine = Options());
        WebApplication application = builder.Build();
        application.UseApiDefinition();
        foreach (string key in definition.Routes.Keys)
        {
            application.MapGet(key["GET ".Length..], () => Results.Ok());
        }

        await application.StartAsync();
        return application;
    }
}
