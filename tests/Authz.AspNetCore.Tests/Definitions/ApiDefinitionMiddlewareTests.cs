using System.Net;
using System.Net.WebSockets;
using System.Text;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Tests.Definitions;

public sealed class ApiDefinitionMiddlewareTests
{
    private readonly FakeIssuer _issuer = new();

    /// <summary>
    /// Every protected route of an API with an open greedy route around it, spelled in ways that ASP.NET Core's routing forgives.
    /// </summary>
    public static TheoryData<string, string> Spellings()
    {
        TheoryData<string, string> data = [];
        foreach (string path in new[] { "/admin/users", "/admin/users/7", "/Reports/Q1", "/files/a/b" })
        {
            data.Add("upper case", path.ToUpperInvariant());
            data.Add("lower case", path.ToLowerInvariant());
            data.Add("final slash", path + "/");
            data.Add("doubled slash", path.Replace("/", "//", StringComparison.Ordinal));
            data.Add("doubled last slash", path.Insert(path.LastIndexOf('/'), "/"));
            data.Add("encoded slash", "/" + path[1..].Replace("/", "%2F", StringComparison.Ordinal));
            data.Add("encoded slash, lower case", "/" + path[1..].Replace("/", "%2f", StringComparison.Ordinal));
            data.Add("encoded dot segment", "/x/%2e%2e" + path);
            data.Add("encoded dot", "/%2e" + path);
            data.Add("dot segment", "/x/.." + path);
            data.Add("semicolon", path + ";x=1");
            data.Add("semicolon in the middle", path.Insert(path.LastIndexOf('/'), ";x"));
            data.Add("encoded letter", $"/%{(int)path[1]:X2}{path[2..]}");
            data.Add("backslash", path.Replace('/', '\\').Insert(0, "/"));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task NeverOpens_AProtectedEndpoint_ToAnotherSpelling(string description, string target)
    {
        await using WebApplication app = await StartAsync();
        string answer = await SendAsync(app, target);

        Assert.False(answer.Contains("protected", StringComparison.Ordinal), $"{description}: {target} gave {answer}");
        Assert.StartsWith("4", answer.Split(' ')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AnotherRoutesEndpoint_ThoughBothRoutesAreOneObject()
    {
        RouteDefinition route = new() { Authorizer = "idp" };
        ApiDefinition definition =
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets", "idp").Build()
            with
            { Routes = new Dictionary<string, RouteDefinition> { ["GET /pets"] = route, ["GET /{any+}"] = route } };
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(definition, options => options.Engine = Engine()),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets", () => "pets");
                app.MapGet("/{**any}", (string any) => any);
            });
        string token = _issuer.Mint("api");

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/pets", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/cats", token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/PETS", token)).StatusCode);
    }

    [Fact]
    public async Task Serves_TheOpenRoute_AtItsOwnPath()
    {
        await using WebApplication app = await StartAsync();

        Assert.EndsWith("open", await SendAsync(app, "/elsewhere"), StringComparison.Ordinal);
        Assert.Contains(" 401 ", await SendAsync(app, "/admin/users"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_Start_NamingEveryRouteAndEndpointWithoutAPartner()
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "api")
            .AddRoute("GET /pets", "idp")
            .AddRoute("GET /Dogs", "idp")
            .AddRoute("GET /cats/{id}", "idp")
            .AddRoute("GET /literally/{id}", "idp")
            .Build();
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(definition, options => options.Engine = Engine()),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets", () => "");
                app.MapGet("/dogs", () => "");
                app.MapGet("/cats/{id:int}", (int id) => id);
                app.MapGet("/cats/{name}", (string name) => name);
                app.MapGet("/literally/{{}}", () => "");
                app.MapMethods("/pets", ["TRACE"], () => "");
            }));

        Assert.Equal(
            [
                "/routes/GET ~1Dogs: No endpoint has the pattern and the method of 'GET /Dogs'.",
                "/routes/GET ~1cats~1{id}: 2 endpoints have the pattern and the method of 'GET /cats/{id}'.",
                "/routes/GET ~1literally~1{id}: No endpoint has the pattern and the method of 'GET /literally/{id}'.",
                "/routes: The endpoint 'HTTP: GET /dogs' belongs to no route.",
                "/routes: The endpoint 'HTTP: GET /literally/{{}}' belongs to no route.",
                "/routes: The endpoint 'HTTP: TRACE /pets' belongs to no route.",
            ],
            exception.Problems.Select(problem => $"{problem.Path}: {problem.Message}"));
    }

    [Fact]
    public async Task Narrows_AnEndpointOfEveryMethod_ToTheMethodsOfItsRoutes()
    {
        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api")
            .AddOpenRoute("GET /health").AddRoute("GET /jobs", "idp").AddRoute("POST /jobs", "idp").Build();
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddHealthChecks();
                builder.Services.AddApiDefinition(definition, options => options.Engine = Engine());
            },
            app =>
            {
                app.UseApiDefinition();
                app.MapHealthChecks("/health");
                app.Map("/jobs", () => "jobs");
            });
        using HttpResponseMessage posted = await host.Client.PostAsync("/health", null);
        using HttpResponseMessage deleted = await host.Client.DeleteAsync("/jobs");

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/jobs", _issuer.Mint("api"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode);
    }

    [Fact]
    public async Task Keeps_AnEndpointOfEveryMethodClosed_BehindAnotherRoutesDecision()
    {
        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api")
            .AddRoute("GET /jobs", "idp").AddOpenRoute("$default").Build();
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(definition, options => options.Engine = Engine()),
            app =>
            {
                app.UseApiDefinition();
                app.Map("/jobs", () => "jobs");
                app.MapFallback(() => "fallback");
            });
        using HttpResponseMessage posted = await host.Client.PostAsync("/jobs", null);

        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task Rejects_Start_NamingTheRouteThatAnEndpointNeeds()
    {
        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets", "idp").Build();
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddHealthChecks();
                builder.Services.AddApiDefinition(definition, options => options.Engine = Engine());
            },
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets", () => "");
                app.MapHealthChecks("/health");
            }));

        Assert.Equal("Add the route 'ANY /health'; an open one has 'authorizationType: NONE'.", Assert.Single(exception.Problems).Remedy);
    }

    [Fact]
    public async Task Answers_APreflight_ByTheDefinition()
    {
        await using HostUnderTest host = await StartWithCorsAsync(_ => { });
        using HttpRequestMessage request = new(HttpMethod.Options, "/pets");
        request.Headers.Add("Origin", "https://app.example.com");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using HttpResponseMessage response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("https://app.example.com", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Theory]
    [InlineData("a route of another method", CompatibilityMode.Aws, "GET /pets", HttpStatusCode.NoContent)]
    [InlineData("any method", CompatibilityMode.Aws, "ANY /pets", HttpStatusCode.Unauthorized)]
    [InlineData("any method, not as the service", CompatibilityMode.Standard, "ANY /pets", HttpStatusCode.NoContent)]
    public async Task Answers_APreflight_AsTheServiceDoes(
        string description, CompatibilityMode compatibility, string routeKey, HttpStatusCode expected)
    {
        await using HostUnderTest host = await StartWithCorsAsync(_ => { }, routeKey, compatibility);
        using HttpRequestMessage request = new(HttpMethod.Options, "/pets");
        request.Headers.Add("Origin", "https://app.example.com");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using HttpResponseMessage response = await host.Client.SendAsync(request);

        Assert.True(expected == response.StatusCode, $"{description}: {response.StatusCode}");
    }

    [Theory]
    [InlineData("HTTP/1.1", HttpProtocols.Http1)]
    [InlineData("HTTP/2, where CONNECT opens it", HttpProtocols.Http2)]
    public async Task Opens_AWebSocket_OnlyForAVerifiedToken(string description, HttpProtocols protocols)
    {
        await using WebApplication app = await StartWithSocketAsync(protocols);
        Version version = protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;

        Assert.True("hello" == await HearAsync(app, version, _issuer.Mint("api")), description);
        WebSocketException exception = await Assert.ThrowsAsync<WebSocketException>(() => HearAsync(app, version, _issuer.Mint("other")));
        Assert.Contains("401", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_WithCorsHeaders()
    {
        await using HostUnderTest host = await StartWithCorsAsync(_ => { });
        using HttpResponseMessage response = await host.GetAsync("/pets", null, ("Origin", "https://app.example.com"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("https://app.example.com", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("""{"message":"Unauthorized"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("before the definition", true)]
    [InlineData("after the definition", false)]
    public async Task Rejects_Start_WhenTheApplicationHasItsOwnCors(string description, bool isBefore)
    {
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(
            () => StartWithCorsAsync(services => services.AddCors(), useCors: isBefore ? 1 : 2));

        Assert.True(exception.Problems.Single().Path == "/cors", description);
    }

    [Fact]
    public async Task Applies_TheCors_InAnApplicationWithControllers()
    {
        await using HostUnderTest host = await StartWithCorsAsync(services => services.AddControllers());

        using HttpResponseMessage response = await host.GetAsync("/pets", null, ("Origin", "https://app.example.com"));

        Assert.Equal("https://app.example.com", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Puts_DecisionAndPrincipalOnTheRequest()
    {
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(
                new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets/{id}", "idp").Build(),
                options => options.Engine = Engine()),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets/{id}", (HttpContext context) =>
                {
                    AuthorizationDecision decision = context.Features.Get<ApiAuthorizationFeature>()!.Decision;
                    return $"{decision.RouteKey} {decision.PathParameters["id"]} {context.User.Identity!.Name} {context.GetAccessToken()}";
                });
            });
        string token = _issuer.Mint("api");
        using HttpResponseMessage response = await host.GetAsync("/pets/7", token);

        Assert.Equal($"GET /pets/{{id}} 7 test-subject {token}", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("alone", "/?access_token={token}")]
    [InlineData("under a name with an escape", "/?access%5Ftoken={token}")]
    public async Task Gives_TheCharactersThatWereVerified_AsAccessToken(string description, string target)
    {
        await using HostUnderTest host = await StartWithTokenInQueryAsync();
        string token = _issuer.Mint("api");
        using HttpResponseMessage response = await host.GetAsync(target.Replace("{token}", token, StringComparison.Ordinal), "a.b.c");

        Assert.Equal((description, token), (description, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("before", "/?ACCESS_TOKEN=unverified&access_token={token}")]
    [InlineData("after", "/?access_token={token}&Access_Token=unverified")]
    [InlineData("in brackets", "/?access_token={token}&access_token[]=unverified")]
    public async Task Rejects_ASecondTokenInAnotherSpelling(string description, string target)
    {
        await using HostUnderTest host = await StartWithTokenInQueryAsync();
        string query = target.Replace("{token}", _issuer.Mint("api"), StringComparison.Ordinal);
        using HttpResponseMessage response = await host.GetAsync(query, "a.b.c");

        Assert.Equal((description, HttpStatusCode.Unauthorized), (description, response.StatusCode));
        Assert.Contains("invalid_request", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private Task<HostUnderTest> StartWithTokenInQueryAsync()
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new()
                {
                    IdentitySource = "$request.querystring.access_token",
                    JwtConfiguration = [new JwtConfiguration { Issuer = _issuer.Issuer, Audience = ["api"] }],
                },
            },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /"] = new() { Authorizer = "idp" } },
        };
        return HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(definition, options => options.Engine = Engine()),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/", (HttpContext context) => context.GetAccessToken());
            });
    }

    [Fact]
    public async Task Rejects_WithProblemDetails_WhenAsked()
    {
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder => builder.Services.AddProblemDetails().AddApiDefinition(
                new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets/{id}", "idp").Build(),
                options => (options.Engine, options.RefusalBody) = (Engine(), RefusalBody.ProblemDetails)),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets/{id}", () => "");
            });
        using HttpResponseMessage response = await host.GetAsync("/pets/7", _issuer.Mint("other"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"reason\":\"audience_mismatch\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_NoPrincipal_WhenTheApplicationRemovesIt()
    {
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(
                new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets/{id}", "idp").Build(),
                options => options.Engine = Engine()),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets/{id}", (HttpContext context) =>
                {
                    context.User = null!;
                    return $"{context.User.Identity!.IsAuthenticated} {context.GetAccessToken()}";
                });
            });
        using HttpResponseMessage response = await host.GetAsync("/pets/7", _issuer.Mint("api"));

        Assert.Equal("False ", await response.Content.ReadAsStringAsync());
    }

    private ApiAuthorizerOptions Engine() => new() { KeyFetchHandler = _issuer.CreateHandler() };

    private static async Task<string> HearAsync(WebApplication app, Version version, string token)
    {
        using ClientWebSocket socket = new();
        (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
        socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        using HttpMessageInvoker invoker = new(new SocketsHttpHandler());
        UriBuilder address = new(app.Urls.Single()) { Scheme = "ws", Path = "/chat" };
        await socket.ConnectAsync(address.Uri, invoker, CancellationToken.None);
        byte[] buffer = new byte[16];
        WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }

    private async Task<WebApplication> StartWithSocketAsync(HttpProtocols protocols)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        builder.Services.AddApiDefinition(
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("ANY /chat", "idp").Build(),
            options => options.Engine = Engine());
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.UseApiDefinition();
        app.Map("/chat", async (HttpContext context) =>
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        });
        await app.StartAsync();
        return app;
    }

    private Task<HostUnderTest> StartWithCorsAsync(
        Action<IServiceCollection> addServices,
        string routeKey = "GET /pets",
        CompatibilityMode compatibility = CompatibilityMode.Standard,
        int useCors = 0)
    {
        ApiDefinition definition =
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute(routeKey, "idp").Build()
            with
            {
                Compatibility = compatibility,
                Cors = new CorsDefinition { AllowOrigins = ["https://app.example.com"], AllowMethods = ["GET"] },
            };
        return HostUnderTest.StartAsync(
            builder =>
            {
                addServices(builder.Services);
                builder.Services.AddApiDefinition(definition, options => options.Engine = Engine());
            },
            app =>
            {
                if (useCors == 1)
                {
                    app.UseCors(policy => policy.AllowAnyOrigin());
                }

                app.UseApiDefinition();
                if (useCors == 2)
                {
                    app.UseCors(policy => policy.AllowAnyOrigin());
                }

                _ = routeKey.StartsWith("ANY", StringComparison.Ordinal)
                    ? app.Map("/pets", () => "pets")
                    : app.MapGet("/pets", () => "pets");
            });
    }

    private async Task<WebApplication> StartAsync()
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "api")
            .AddRoute("GET /admin/users", "idp").AddRoute("GET /admin/users/{id}", "idp").AddRoute("GET /Reports/{name}", "idp")
            .AddRoute("GET /files/{path+}", "idp").AddOpenRoute("ANY /{proxy+}").Build();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiDefinition(definition, options => options.Engine = Engine());
        WebApplication app = builder.Build();
        app.UseApiDefinition();
        app.MapGet("/admin/users", () => "protected");
        app.MapGet("/admin/users/{id}", (string id) => "protected");
        app.MapGet("/Reports/{name}", (string name) => "protected");
        app.MapGet("/files/{**path}", (string path) => "protected");
        app.Map("/{**proxy}", (string proxy) => "open");
        await app.StartAsync();
        return app;
    }

    private static Task<string> SendAsync(WebApplication app, string target) => RawHttp.GetAsync(new Uri(app.Urls.Single()), target);
}
