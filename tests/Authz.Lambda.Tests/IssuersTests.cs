using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;
using Authz.Server.Tests.EndToEnd;

namespace Authz.Lambda.Tests;

/// <summary>Every kind of event with tokens of issuers over loopback HTTP: the dev issuer, and OpenIddict.</summary>
public sealed class IssuersTests
{
    public static TheoryData<string> Kinds => [.. IssuerUnderTest.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Decides_TokensOfEachProvider(string kind)
    {
        IssuerUnderTest issuer = await IssuerUnderTest.StartAsync(kind);
        using LambdaAuthorizer authorizer = new(Define(issuer.Issuer), new LambdaAuthorizerOptions { Log = Stream.Null });
        string reading = await issuer.MintAsync("pets-api", "pets:read");
        string writing = await issuer.MintAsync("pets-api", "pets:write");
        string foreign = await issuer.MintAsync("other-api", "pets:read");

        AuthorizerEventKind[] kinds = [.. Enum.GetValues<AuthorizerEventKind>().Where(one => one != AuthorizerEventKind.Unknown)];
        foreach (AuthorizerEventKind eventKind in kinds)
        {
            Assert.Equal("Allow", await SummaryAsync(authorizer, eventKind, reading));
            Assert.Equal("Deny", await SummaryAsync(authorizer, eventKind, writing));
            Assert.Equal("Unauthorized", await SummaryAsync(authorizer, eventKind, foreign));
            Assert.Equal("Unauthorized", await SummaryAsync(authorizer, eventKind, reading[..^6] + "AAAAAA"));
        }

        await issuer.DisposeAsync();
        using LambdaAuthorizer withoutKeys = new(Define(issuer.Issuer), new LambdaAuthorizerOptions { Log = Stream.Null });
        foreach (AuthorizerEventKind eventKind in kinds)
        {
            Assert.StartsWith(
                "The issuer's keys cannot be obtained", await SummaryAsync(withoutKeys, eventKind, reading), StringComparison.Ordinal);
        }
    }

    private static async Task<string> SummaryAsync(LambdaAuthorizer authorizer, AuthorizerEventKind kind, string token)
    {
        AuthorizerAnswer answer = await authorizer.AnswerAsync(
            EventDocument.For(kind, "GET /pets", "GET", "/pets", token).ToUtf8(), null, default);
        return answer.ErrorMessage ?? (string)JsonNode.Parse(answer.Json.Span)!["policyDocument"]!["Statement"]![0]!["Effect"]!;
    }

    private static ApiDefinition Define(string issuer) => new ApiDefinitionBuilder()
        .AddJwtAuthorizer("idp", issuer, "pets-api")
        .AddRoute("GET /pets", "idp", "pets:read")
        .AddRoute("$connect", "idp", "pets:read")
        .Build();
}
