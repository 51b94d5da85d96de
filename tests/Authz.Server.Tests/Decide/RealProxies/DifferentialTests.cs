using System.Collections.Concurrent;
using System.Globalization;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Tests.Decide.ExtAuthz;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>
/// Requests at random, each judged by the library too: what the client gets and what the upstream gets must be the same.
/// <c>tests/proxies.sh</c> runs a million of them.
/// </summary>
public sealed class DifferentialTests
{
    private const int Workers = 8;
    private const int Shown = 20;

    // nginx asks nobody about two Authorizations, nor about a path above the root.
    private static readonly Verdict s_refusedByNginx = new(400, null, null, null);

    private static readonly Verdict s_notFound = new(404, null, null, null);

    private static readonly int s_requests = Setting("AUTHZ_PROXY_REQUESTS", 2_000);
    private static readonly int s_seed = Setting("AUTHZ_PROXY_SEED", 1);

    [SkippableFact]
    public async Task Decides_AsTheLibraryBehindNginx()
    {
        FakeIssuer issuer = new();
        RequestSamples samples = new(issuer);
        await using WebApplication upstream = await StartEchoAsync();
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(
            "nginx", samples.Definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() }, new Uri(upstream.Urls.Single()));

        await CompareAsync(issuer, samples, AnsweredByNginx, async (random, compare) =>
        {
            await using KeptConnection connection = new(proxy.Address);
            await compare(random, connection.SendAsync);
        });
    }

    [Fact]
    public async Task Decides_AsTheLibraryOverGrpc()
    {
        FakeIssuer issuer = new();
        RequestSamples samples = new(issuer);
        await using DeciderUnderTest decider = await DeciderUnderTest.StartAsync(
            samples.Definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        using CheckClient client = new(decider.ExtAuthz);

        await CompareAsync(issuer, samples, static (_, verdict) => verdict, (random, compare) => compare(random, async sample =>
        {
            CheckResponse response = await client.CheckAsync(CheckClient.Question(sample.Method, sample.Target, sample.Headers));
            return response.Status.Code == 0
                ? new Verdict(200, null, sample.Target, response.OkResponse.Headers.SingleOrDefault()?.Header.Value)
                : new Verdict(
                    response.DeniedResponse.Status.Code,
                    response.DeniedResponse.Headers.FirstOrDefault(header => header.Header.Key == "www-authenticate")?.Header.Value, null, null);
        }));
    }

    private static async Task CompareAsync(
        FakeIssuer issuer,
        RequestSamples samples,
        Func<RequestSample, Verdict, Verdict> adapt,
        Func<Random, Func<Random, Func<RequestSample, Task<Verdict>>, Task>, Task> work)
    {
        using ApiAuthorizer library = new(samples.Definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        await library.WarmUpAsync();
        ConcurrentQueue<string> divergences = new();
        int allowed = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => work(new Random((s_seed * Workers) + worker), async (random, send) =>
        {
            for (int request = 0; request < s_requests / Workers; request++)
            {
                RequestSample sample = samples.Next(random);
                Verdict expected = adapt(sample, IsOfTheStage(sample) ? s_notFound : await Verdict.OfAsync(library, sample));
                Verdict actual = await send(sample);
                Interlocked.Add(ref allowed, actual.Status == 200 ? 1 : 0);
                if (actual != expected)
                {
                    divergences.Enqueue($"{sample}: {actual} instead of {expected}");
                }
            }
        })));

        Assert.InRange(allowed, 1, s_requests / 2);
        Assert.True(
            divergences.IsEmpty, $"seed {s_seed}: {divergences.Count} divergences of {s_requests}\n{string.Join('\n', divergences.Take(Shown))}");
    }

    // The name of the default stage is no path: the library knows no stages, and would read the rest first.
    private static bool IsOfTheStage(RequestSample sample) => sample.Target.StartsWith("/$default", StringComparison.Ordinal);

    private static Verdict AnsweredByNginx(RequestSample sample, Verdict verdict) => HasTwoTokens(sample) ? s_refusedByNginx : PathOfNginx(sample) switch
    {
        null => s_refusedByNginx,
        "/-authz-decide" => s_notFound,
        _ => verdict,
    };

    // nginx decodes, merges slashes, takes dot segments away, refuses what is above the root, and answers for its internal location itself.
    private static string? PathOfNginx(RequestSample sample)
    {
        Stack<string> path = [];
        string[] segments = Uri.UnescapeDataString(sample.Target.Split('?')[0]).Split('/');
        foreach (string segment in segments.Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                path.Push(segment);
            }
            else if (!path.TryPop(out _))
            {
                return null;
            }
        }

        string end = segments[^1] is "" or "." or ".." ? "/" : "";
        return "/" + string.Join('/', path.Reverse()) + end;
    }

    private static bool HasTwoTokens(RequestSample sample) => sample.Headers.Count(header => header.Key == "Authorization") > 1;

    // Tells what has reached it.
    private static async Task<WebApplication> StartEchoAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Run(context =>
        {
            context.Response.Headers["Echo-Target"] = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            context.Response.Headers["Echo-User"] = context.Request.Headers["X-User"];
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
