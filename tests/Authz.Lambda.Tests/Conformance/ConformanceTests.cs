using Authz.Lambda.Events;
using Authz.Testing;

namespace Authz.Lambda.Tests.Conformance;

/// <summary>The suite that every host runs, through every kind of event.</summary>
public sealed class ConformanceTests
{
    // API Gateway writes the answer to the client: an authorizer has no part in its headers.
    private static readonly string[] s_notOurs = [": challenge ", ": no Retry-After"];

    private static readonly Dictionary<string, string> s_tokenExclusions = new()
    {
        ["credential/two-in-the-query"] = "an event of type TOKEN carries one header and no query",
        ["credential/bad-one-in-the-query"] = "an event of type TOKEN carries one header and no query",
    };

    public static TheoryData<string> Kinds =>
        [.. Enum.GetNames<AuthorizerEventKind>().Where(kind => kind != nameof(AuthorizerEventKind.Unknown))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Conforms(string kind)
    {
        AuthorizerEventKind eventKind = Enum.Parse<AuthorizerEventKind>(kind);
        Dictionary<string, string> exclusions = eventKind == AuthorizerEventKind.RestToken ? s_tokenExclusions : [];
        await using ConformanceHost host = eventKind == AuthorizerEventKind.WebSocketConnect
            ? new ConnectHost()
            : new LambdaHost(eventKind);

        IReadOnlyList<string> differences = await new ConformanceSuite().RunAsync(host);

        string[] wrong = [.. differences.Where(line => !s_notOurs.Any(part => line.Contains(part, StringComparison.Ordinal)))];
        string[] unexpected = [.. wrong.Where(line => !exclusions.ContainsKey(NameOf(line)))];
        Assert.True(unexpected.Length == 0, string.Join(Environment.NewLine, unexpected));
        Assert.Empty(exclusions.Keys.Except(wrong.Select(NameOf)));
    }

    private static string NameOf(string line) => line[..line.IndexOf(':', StringComparison.Ordinal)];
}
