using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;
using Authz.Testing;

namespace Authz.Lambda.Tests.Conformance;

/// <summary>
/// API Gateway with this authorizer before every request: one route <c>ANY /{proxy+}</c>, so that which route of the definition is meant is
/// the authorizer's to find, and nothing remembered. The log says what an answer of API Gateway cannot: the reason.
/// </summary>
internal sealed class LambdaHost(AuthorizerEventKind kind) : ConformanceHost
{
    private const string ProxyRoute = "ANY /{proxy+}";

    private readonly MemoryStream _log = new();
    private LambdaAuthorizer? _authorizer;

    public override Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        _authorizer = new LambdaAuthorizer(
            definition, new LambdaAuthorizerOptions { Engine = options, Log = _log, ResultTtlInSeconds = 0 });
        return Task.CompletedTask;
    }

    public override async Task<ConformanceAnswer> SendAsync(ConformanceRequest request)
    {
        string path = request.Target.Split('?')[0];
        EventDocument document = EventDocument.For(kind, ProxyRoute, request.Method, path, token: null);
        if (kind == AuthorizerEventKind.RestToken)
        {
            document.Json["authorizationToken"] = "";
        }

        AddHeaders(document.Json, request.Headers);
        AddQuery(document.Json, request.Target.Contains('?', StringComparison.Ordinal) ? request.Target[(path.Length + 1)..] : "");
        _log.SetLength(0);
        AuthorizerAnswer answer = await _authorizer!.AnswerAsync(document.ToUtf8(), invocationId: null, default);
        string code = (string)JsonNode.Parse(Encoding.UTF8.GetString(_log.ToArray()))!["reason"]!;
        RefusalReason? reason = code == "none" ? null : Enum.GetValues<RefusalReason>().Single(one => one.ToCode() == code);
        return new ConformanceAnswer(
            StatusOf(answer, reason, (string)(document.Json["routeArn"] ?? document.Json["methodArn"])!), Challenge: null)
        {
            Reason = reason,
        };
    }

    public override ValueTask DisposeAsync()
    {
        _authorizer?.Dispose();
        return _log.DisposeAsync();
    }

    // A denial is 403 whatever its reason, an error 500: which of the suite's it would be, the reason tells.
    private static int StatusOf(AuthorizerAnswer answer, RefusalReason? reason, string arn) => (answer.ErrorMessage, reason) switch
    {
        (AuthorizerAnswer.UnauthorizedMessage, _) => 401,
        (not null, RefusalReason.KeysUnavailable or RefusalReason.RevocationUnavailable) => 503,
        (not null, _) => 500,
        _ when IamPolicy.Allows(JsonNode.Parse(answer.Json.Span)!.AsObject(), arn) => 200,
        (_, RefusalReason.TargetAmbiguous) => 400,
        (_, RefusalReason.RouteNotFound) => 404,
        _ => 403,
    };

    private void AddHeaders(JsonObject json, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        foreach (IGrouping<string, string> header in headers.GroupBy(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase))
        {
            if (kind == AuthorizerEventKind.RestToken)
            {
                json["authorizationToken"] = string.Join(',', header);
            }
            else if (kind == AuthorizerEventKind.HttpApiV2)
            {
                json["headers"]![header.Key] = string.Join(',', header);
            }
            else
            {
                json["headers"]![header.Key] = header.Last();
                json["multiValueHeaders"] = new JsonObject
                {
                    [header.Key] = new JsonArray([.. header.Select(value => JsonValue.Create(value))]),
                };
            }
        }
    }

    private void AddQuery(JsonObject json, string query)
    {
        if (kind == AuthorizerEventKind.HttpApiV2)
        {
            json["rawQueryString"] = query;
            return;
        }

        if (kind == AuthorizerEventKind.RestToken)
        {
            return;
        }

        JsonObject parameters = [];
        foreach (string[] pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=', 2)))
        {
            parameters.TryAdd(pair[0], new JsonArray());
            parameters[pair[0]]!.AsArray().Add(WebUtility.UrlDecode(pair[^1]));
        }

        json["multiValueQueryStringParameters"] = parameters;
    }
}
