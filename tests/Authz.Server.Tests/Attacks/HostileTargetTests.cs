using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>
/// E5: no spelling of a path gets a request to a backend path that its verdict was not made for. The backend is the witness.
/// </summary>
public sealed class HostileTargetTests
{
    public static TheoryData<string> Families => [.. HostileTargets.Families.Keys];

    [Fact]
    public void E5_HasAtLeast500Cases() => Assert.InRange(HostileTargets.Families.Values.Sum(family => family.Count), 500, int.MaxValue);

    [Theory]
    [MemberData(nameof(Families))]
    public async Task E5_PathMismatch_ReachesNoBackendPathWithAnotherVerdict(string family)
    {
        await using TestGateway gateway = await StartAsync();
        string outsider = gateway.Issuer.Mint(TestGateway.Audience, "other");

        foreach (string form in HostileTargets.Families[family])
        {
            string target = form.Replace("{host}", gateway.Address.Authority, StringComparison.Ordinal);
            foreach (string[] headers in (string[][])[[], [$"Authorization: Bearer {outsider}"]])
            {
                int before = gateway.Backend.Requests.Count;
                RawAnswer answer = await gateway.SendAsync($"GET {target}", headers);
                string[] seen = [.. gateway.Backend.Requests.Skip(before)];
                AssertHarmless(target, answer, seen);
            }
        }
    }

    // The other way round: what the oracle fears does get through for whoever may have it, so that the test can fail.
    [Fact]
    public async Task E5_TheSamePath_IsServedToAuthorizedClients()
    {
        await using TestGateway gateway = await StartAsync();

        RawAnswer answer = await gateway.SendAsync(
            "GET /admin/users", $"Authorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience, "admin")}");

        Assert.Equal(200, answer.Status);
        Assert.Contains(
            PathReadings.Of(PathOf(gateway.Backend.LastRequest)), reading => reading.StartsWith("/admin", StringComparison.Ordinal));
    }

    private static void AssertHarmless(string target, RawAnswer answer, string[] seen)
    {
        if (answer.Status != 200)
        {
            Assert.True(seen.Length == 0, $"{target} was answered {answer.Status} and reached the backend.");
            // 405 is Kestrel's, to an asterisk with another method than OPTIONS.
            Assert.True(answer.Status is 400 or 401 or 403 or 404 or 405, $"{target} was answered {answer.Status}.");
            return;
        }

        string path = PathOf(Assert.Single(seen));
        Assert.True(path == target.Split('?')[0], $"{target} reached the backend as {path}.");
        Assert.All(
            PathReadings.Of(path),
            reading =>
                Assert.False(reading.StartsWith("/admin", StringComparison.OrdinalIgnoreCase), $"{target} can be read as {reading}."));
    }

    private static string PathOf(string request) => request.Split(' ')[1].Split('?')[0];

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
        [
            ("GET /public/{path+}", Open(backend + "/public/{path}")),
            ("GET /files/{name}", Open(backend + "/files/{name}") with { AllowEncodedSlash = true }),
            ("ANY /admin/{path+}", new RouteDefinition
            {
                Authorizer = "idp",
                AuthorizationScopes = ["admin"],
                Integration = new IntegrationDefinition { Uri = backend + "/admin/{path}" },
            }),
        ],
        issuer));

    private static RouteDefinition Open(string uri) => new() { IsOpen = true, Integration = new IntegrationDefinition { Uri = uri } };
}
