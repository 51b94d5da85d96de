using System.Text;
using Authz.Keys.Reading;
using Authz.Keys.Sources;
using Authz.Routes;
using Authz.Targets;

namespace Authz.Fuzz;

/// <summary>What is fuzzed. Whatever escapes a target as an exception is a finding.</summary>
internal static class FuzzTargets
{
    public const string Issuer = "https://issuer.example";

    private static readonly Dictionary<string, Action<byte[]>> s_targets = new(StringComparer.Ordinal)
    {
        ["token"] = input => IsTokenAccepted(input),
        ["jwks"] = input => IsKeySetRead(input),
        ["discovery"] = input => IsDiscoveryRead(input),
        ["definition"] = input => IsDefinitionRead(input),
        ["target"] = input => IsTargetMatched(input),
        ["yaml"] = Import,
        ["openapi"] = Import,
        ["sam"] = Import,
        ["cloudformation"] = Import,
        ["serverless"] = Import,
        ["terraform"] = Import,
    };

    // Made on first use: instrumented code cannot run before the fuzzer has given it its memory.
    private static readonly Lazy<ApiAuthorizer> s_authorizer = new(CreateAuthorizer);

    private static readonly Lazy<RouteTable<string>> s_routes = new(() => new RouteTable<string>(
        new[] { "GET /", "GET /pets", "GET /pets/{id}", "ANY /files/{path+}", "$default" }.Select(
            text => KeyValuePair.Create(ParseKey(text), text))));

    public static IReadOnlyCollection<string> Names => s_targets.Keys;

    public static Action<byte[]> Find(string name) =>
        s_targets.GetValueOrDefault(name) ?? throw new ArgumentException($"There is no target '{name}'.", nameof(name));

    public static bool IsTokenAccepted(byte[] input)
    {
        var request = new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization(Encoding.Latin1.GetString(input)));
        AuthorizationDecision decision = s_authorizer.Value.Authorize(request);
        if (decision.IsAllowed)
        {
            _ = decision.Token!.ToAwsClaims();
            _ = decision.Token.Scopes;
        }

        return decision.IsAllowed;
    }

    public static bool IsKeySetRead(byte[] input) => JwksReader.Read(input).Keys is not null;

    public static bool IsDiscoveryRead(byte[] input) => DiscoveryReader.Read(input, Issuer, new Uri(Issuer), InsecureHosts.None).KeySetAddress is not null;

    public static bool IsDefinitionRead(byte[] input) => ApiDefinitionReader.TryRead(input, out _, out _);

    public static bool IsTargetMatched(byte[] input) =>
        CanonicalTarget.TryRead(Encoding.Latin1.GetString(input), out RequestTarget target)
            && s_routes.Value.TryMatch("GET", target, out _);

    // The formats share their entry; they differ in the seeds from which the fuzzer sets out.
    private static void Import(byte[] input) => LoaderTarget.IsImported(input);

    private static ApiAuthorizer CreateAuthorizer() => new(
        new ApiDefinition
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new()
                {
                    JwtConfiguration = [new JwtConfiguration { Issuer = Issuer, Audience = ["pets-api"], Jwks = ReadKeySet() }],
                },
            },
            Routes = new Dictionary<string, RouteDefinition>
            {
                ["GET /pets"] = new() { Authorizer = "idp", AuthorizationScopes = ["pets:read"] },
            },
        },
        new ApiAuthorizerOptions { TimeProvider = new StoppedClock(), RememberedTokenBytes = 1 << 20 });

    private static RouteKey ParseKey(string text) =>
        RouteKey.TryParse(text, out RouteKey? key, out string? problem) ? key : throw new FormatException(problem);

    private static string ReadKeySet() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seeds", "jwks.json"));
}
