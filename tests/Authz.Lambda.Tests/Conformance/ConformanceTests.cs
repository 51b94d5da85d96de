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

    private static readonly string[] s_proofs =
    [
        "binding/proof", "binding/proof-where-it-is-required", "binding/proof-beside-a-query", "binding/proof-in-another-spelling",
        "binding/proof-of-another-method",
    ];

    private static readonly string[] s_faultsOfProofs =
    [
        "binding/two-proofs", "binding/other-method", "binding/other-path", "binding/other-origin", "binding/other-token", "binding/old",
        "binding/other-key",
    ];

    public static TheoryData<string> Kinds =>
        [.. Enum.GetNames<AuthorizerEventKind>().Where(kind => kind != nameof(AuthorizerEventKind.Unknown))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Conforms(string kind)
    {
        AuthorizerEventKind eventKind = Enum.Parse<AuthorizerEventKind>(kind);
        Dictionary<string, string> exclusions = eventKind switch
        {
            AuthorizerEventKind.RestToken => s_tokenExclusions
                .Concat(s_proofs.Concat(s_faultsOfProofs).Select(name => KeyValuePair.Create(name, "an event of type TOKEN has no proof")))
                .ToDictionary(),
            AuthorizerEventKind.WebSocketConnect =>
                s_proofs.ToDictionary(name => name, _ => "an event of a handshake does not say the URL that the client called"),
            _ => [],
        };
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
