using Authz.Server.Diff;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Diff;

/// <summary>
/// Compares the verdict of a diff with brute force: every request up to three segments, with every token, decided by both definitions.
/// </summary>
public sealed class DefinitionDiffPropertyTests
{
    private static readonly string[] s_methods = ["GET", "POST", "DELETE"];
    private static readonly string[] s_segments = ["a", "b", "other", "x%2Fy"];
    private static readonly string[] s_paths = [.. Paths().SelectMany(path => path == "/" ? [path] : new[] { path, path + "/" })];

    [Property(MaxTest = 150)]
    public void Finds_WhatBruteForceFinds_InUnrelatedDefinitions(int seed)
    {
        Random random = new(seed);
        Compare(RandomDefinition.Create(random), RandomDefinition.Create(random));
    }

    [Property(MaxTest = 150)]
    public void Finds_WhatBruteForceFinds_InAChange(int seed)
    {
        Random random = new(seed);
        ApiDefinition before = RandomDefinition.Create(random);
        Compare(before, RandomDefinition.Change(before, random));
    }

    private static void Compare(ApiDefinition before, ApiDefinition after)
    {
        IReadOnlyList<AccessChange> changes = DefinitionDiff.Compare(before, after);
        (string? gained, string? lost) = BruteForce(before, after);

        string words = string.Join('\n', changes);
        Assert.True(changes.Any(change => change.Kind.GrantsMore()) == gained is not null, $"gained: {gained}\n{words}");
        Assert.True(changes.Any(change => !change.Kind.GrantsMore()) == lost is not null, $"lost: {lost}\n{words}");
    }

    private static (string? Gained, string? Lost) BruteForce(ApiDefinition before, ApiDefinition after)
    {
        using ApiAuthorizer old = Start(before);
        using ApiAuthorizer next = Start(after);
        string? gained = null;
        string? lost = null;

        // Requests that come to the same two routes are decided alike, so the tokens are tried on one of them.
        HashSet<(string?, RefusalReason?, string?, RefusalReason?)> tried = [];
        IEnumerable<AuthorizationRequest> requests =
            s_methods.SelectMany(method => s_paths.Select(path => new AuthorizationRequest(method, path, default)));
        foreach (AuthorizationRequest bare in requests)
        {
            AuthorizationDecision oldBare = old.Authorize(bare);
            AuthorizationDecision nextBare = next.Authorize(bare);
            if (!tried.Add((oldBare.RouteKey, oldBare.Reason, nextBare.RouteKey, nextBare.Reason)))
            {
                continue;
            }

            foreach (AuthorizationRequest request in Requests(bare))
            {
                bool wasAllowed = old.Authorize(request).IsAllowed;
                bool isAllowed = next.Authorize(request).IsAllowed;
                gained ??= isAllowed && !wasAllowed ? $"{request.Method} {request.Target}" : null;
                lost ??= wasAllowed && !isAllowed ? $"{request.Method} {request.Target}" : null;
            }
        }

        return (gained, lost);
    }

    private static IEnumerable<AuthorizationRequest> Requests(AuthorizationRequest bare) =>
        TokenSamples.All.SelectMany(token => new[]
        {
            bare with { Headers = HeaderSource.Authorization("Bearer " + token) },
            bare with { Target = $"{bare.Target}?t={token}" },
        }).Prepend(bare);

    private static ApiAuthorizer Start(ApiDefinition definition)
    {
        ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions
        {
            TimeProvider = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TokenSamples.Now)),
        });
        authorizer.WarmUpAsync().GetAwaiter().GetResult();
        return authorizer;
    }

    private static IEnumerable<string> Paths()
    {
        string[] one = [.. s_segments.Select(segment => "/" + segment)];
        string[] two = [.. one.SelectMany(path => s_segments.Select(segment => $"{path}/{segment}"))];
        return ["/", .. one, .. two, .. two.SelectMany(path => s_segments.Select(segment => $"{path}/{segment}"))];
    }
}
