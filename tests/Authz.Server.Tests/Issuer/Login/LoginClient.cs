using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Issuer;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Issuer.Login;

/// <summary>A client of a dev issuer of its own, at a clock that stands still.</summary>
internal sealed class LoginClient : IAsyncDisposable
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string RedirectUri = "http://localhost:3000/callback";

    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    private LoginClient(IssuerHost host, FakeTimeProvider clock)
    {
        (Host, Clock) = (host, clock);
        _http.BaseAddress = new Uri(host.Issuer.Issuer);
    }

    public IssuerHost Host { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>A login that is in order.</summary>
    public static IReadOnlyDictionary<string, string> Login { get; } = new Dictionary<string, string>
    {
        ["response_type"] = "code",
        ["client_id"] = "spa",
        ["redirect_uri"] = RedirectUri,
        ["scope"] = "openid pets:read pets:write",
        ["state"] = "a b&c",
        ["nonce"] = "n-1",
        ["code_challenge"] = ChallengeOf(Verifier),
        ["code_challenge_method"] = "S256",
        ["audience"] = "pets-api",
    };

    public static async Task<LoginClient> StartAsync(bool wantsNonces = false)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddDays(10_000));
        return new LoginClient(
            await IssuerHost.StartAsync(new Uri("http://127.0.0.1:0"), keyFile: null, wantsNonces, clock, CancellationToken.None), clock);
    }

    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <summary>Parameters of the login with others in place of its own; null leaves one out.</summary>
    public static List<KeyValuePair<string, string>> With(params (string Name, string? Value)[] changes) =>
    [
        .. Login.Where(entry => changes.All(change => change.Name != entry.Key)),
        .. changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)),
    ];

    public Task<HttpResponseMessage> BeginAsync(params (string Name, string? Value)[] changes) => BeginAsync(With(changes));

    public Task<HttpResponseMessage> BeginAsync(IEnumerable<KeyValuePair<string, string>> parameters) =>
        _http.GetAsync(new Uri(QueryHelpers.AddQueryString("/authorize", parameters!), UriKind.Relative));

    /// <summary>Posts the page's form.</summary>
    public async Task<HttpResponseMessage> FinishAsync(params (string Name, string? Value)[] changes)
    {
        using FormUrlEncodedContent form = new(With(changes));
        return await _http.PostAsync(new Uri("/authorize", UriKind.Relative), form);
    }

    /// <summary>A code, without the page.</summary>
    public async Task<string> FindCodeAsync(params (string Name, string? Value)[] changes)
    {
        using HttpResponseMessage response = await BeginAsync([("prompt", "none"), ("login_hint", "alice"), .. changes]);
        return AnswerOf(response)["code"];
    }

    /// <summary>The token endpoint's answer to a code, with its status.</summary>
    public async Task<(int Status, JsonNode Answer, HttpResponseMessage Response)> ExchangeAsync(
        string code, string? proof = null, params (string Name, string? Value)[] changes)
    {
        Dictionary<string, string?> form = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["client_id"] = "spa",
            ["redirect_uri"] = RedirectUri,
            ["code_verifier"] = Verifier,
        };
        foreach ((string name, string? value) in changes)
        {
            form[name] = value;
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/token");
        request.Content = new FormUrlEncodedContent(form.Where(field => field.Value is not null)!);
        if (proof is not null)
        {
            request.Headers.Add("DPoP", proof);
        }

        HttpResponseMessage response = await _http.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response);
    }

    /// <summary>What a redirect says, after its target has been looked at.</summary>
    public static Dictionary<string, string> AnswerOf(HttpResponseMessage response, string start = RedirectUri + "?")
    {
        Assert.Equal(303, (int)response.StatusCode);
        string location = response.Headers.GetValues("Location").Single();
        Assert.StartsWith(start, location, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(location[start.Length..]).ToDictionary(entry => entry.Key, entry => entry.Value.Single()!);
    }

    public async Task<JsonNode> DiscoverAsync() =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative)))!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }
}
