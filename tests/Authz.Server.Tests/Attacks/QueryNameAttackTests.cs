using System.Text;
using Authz.Server.Gateway.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.Attacks;

/// <summary>A client that spells a query parameter so that only the backend recognises it, against the backends' own parsers.</summary>
public sealed class QueryNameAttackTests
{
    private const int Spellings = 10_000;
    private const string Evil = "evil";

    [Theory]
    [InlineData("/minimal", "user")]
    [InlineData("/minimal", "access_token")]
    [InlineData("/mvc", "user")]
    [InlineData("/mvc", "access_token")]
    public async Task AspNetCore_SeesNoClientsValue_UnderAMappedName(string path, string name)
    {
        await using WebApplication app = CreateBackend();
        RequestDelegate backend = ((IApplicationBuilder)app).Build();
        QuerySpellings spellings = new(seed: 20);
        int seenUnmapped = 0;
        for (int count = 0; count < Spellings / 4; count++)
        {
            string query = spellings.NextQuery(name, Evil);
            seenUnmapped += (await AskAsync(app, backend, path, query)).Contains(Evil, StringComparison.Ordinal) ? 1 : 0;

            string mapped = RequestQuery.Append(RequestQuery.Remove(query, name), name, "me");

            Assert.Equal((query, "me"), (query, await AskAsync(app, backend, path, mapped)));
        }

        // The spellings are attacks: without the mapping the backend reads some of them.
        Assert.True(seenUnmapped > 10, $"{seenUnmapped} of the spellings are read.");
    }

    [SkippableTheory]
    [InlineData("node", "user")]
    [InlineData("node", "access_token")]
    [InlineData("php", "user")]
    [InlineData("php", "access_token")]
    [InlineData("ruby", "user")]
    [InlineData("ruby", "access_token")]
    [InlineData("/usr/bin/python3", "user")]
    [InlineData("/usr/bin/python3", "access_token")]
    public async Task OtherBackends_SeeNoClientsValue_UnderAMappedName(string program, string name)
    {
        QueryParser parser = program switch
        {
            "node" => new QueryParser("node", "echo.mjs", "--input-type=module", "--eval", "import 'qs'"),
            "php" => new QueryParser("php", "echo.php", "--version"),
            "ruby" => new QueryParser("ruby", "echo.rb", "-e", "require 'rack'"),
            _ => new QueryParser("/usr/bin/python3", "echo.py", "-c", "import werkzeug"),
        };
        QuerySpellings spellings = new(seed: 20);
        string[] queries = [.. Enumerable.Range(0, Spellings / 4).Select(_ => spellings.NextQuery(name, Evil))];
        string[] mapped = [.. queries.Select(query => RequestQuery.Append(RequestQuery.Remove(query, name), name, "me"))];

        IReadOnlyList<string> seen = await parser.ReadAsync(name, [.. queries, .. mapped]);

        for (int index = 0; index < queries.Length; index++)
        {
            string answer = seen[queries.Length + index];
            Assert.False(answer.Contains(Evil, StringComparison.Ordinal), $"{queries[index]} -> {mapped[index]}: {answer}");
            Assert.True(
                answer.Contains("\"me\"", StringComparison.Ordinal) || answer == "[\"refused\"]",
                $"{queries[index]} -> {mapped[index]}: {answer}");
        }

        // The spellings are attacks: without the mapping the backend reads some of them.
        Assert.Contains(seen.Take(queries.Length), answer => answer.Contains(Evil, StringComparison.Ordinal));
    }

    private static WebApplication CreateBackend()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
        {
            parts.ApplicationParts.Clear();
            parts.ApplicationParts.Add(new ControllerPart());
            parts.FeatureProviders.Add(new OnlyController());
        });
        WebApplication app = builder.Build();
        app.MapGet("/minimal", (string? user, string? access_token) => user ?? access_token ?? string.Empty);
        app.MapControllers();
        app.UseRouting();
        app.UseEndpoints(_ => { });
        return app;
    }

    private static async Task<string> AskAsync(WebApplication app, RequestDelegate backend, string path, string query)
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = path;
        context.Request.QueryString = new QueryString("?" + query);
        context.Response.Body = body;
        await backend(context);
        return context.Response.StatusCode == StatusCodes.Status200OK
            ? Encoding.UTF8.GetString(body.ToArray())
            : $"status {context.Response.StatusCode}";
    }

    private sealed class ControllerPart : ApplicationPart
    {
        public override string Name => nameof(QueryNameAttackTests);
    }

    private sealed class OnlyController : IApplicationFeatureProvider<ControllerFeature>
    {
        public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature) =>
            feature.Controllers.Add(System.Reflection.IntrospectionExtensions.GetTypeInfo(typeof(QueryEchoController)));
    }
}

/// <summary>Answers the parameters as MVC binds them.</summary>
[ApiController]
public sealed class QueryEchoController : ControllerBase
{
    [HttpGet("/mvc")]
    public ContentResult Get([FromQuery] string? user, [FromQuery(Name = "access_token")] string? token) =>
        Content(user ?? token ?? string.Empty);
}
