using System.Globalization;
using System.Text;
using Authz.AspNetCore.Refusals;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Gateway;
using Grpc.Core;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>Answers Envoy (envoy.service.auth.v3.CheckResponse). An empty answer would allow: each says its status.</summary>
internal static class CheckDecisionWriter
{
    /// <summary>A request is allowed: headers to set and to remove, and the token's claims.</summary>
    public static CheckResponse Allow(CheckExchange exchange)
    {
        CheckResponse response = new() { Status = new RpcStatus { Code = (int)StatusCode.OK }, OkResponse = new OkHttpResponse() };
        if (exchange.Decision.Token is { } token)
        {
            response.DynamicMetadata = ClaimMetadata.Of(token);
        }

        if (exchange.ProofNonce is { } nonce)
        {
            response.OkResponse.ResponseHeadersToAdd.Add(Set(ProofNonceHeader.Name.ToLowerInvariant(), nonce));
        }

        MappedHeaders mapped = ((ProxiedIntegration)exchange.Route.Integration).Headers;
        if (!mapped.IsEmpty)
        {
            AddHeaders(response.OkResponse, exchange, mapped);
        }

        return response;
    }

    /// <summary>A request is refused, as the client is to be answered.</summary>
    public static CheckResponse Refuse(RefusalResponse refusal, RefusalContent content)
    {
        DeniedHttpResponse denied = new()
        {
            Status = new HttpStatus { Code = refusal.StatusCode },
            Body = Encoding.UTF8.GetString(content.Json),
            Headers = { Set("content-type", content.MediaType) },
        };
        if (refusal.Challenge is { } challenge)
        {
            denied.Headers.Add(Set("www-authenticate", challenge));
        }

        if (refusal.ProofNonce is { } nonce)
        {
            denied.Headers.Add(Set(ProofNonceHeader.Name.ToLowerInvariant(), nonce));
        }

        if (refusal.RetryAfter is { } wait)
        {
            denied.Headers.Add(Set("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        }

        StatusCode code = refusal.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
            StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
            StatusCodes.Status400BadRequest => StatusCode.InvalidArgument,
            StatusCodes.Status404NotFound => StatusCode.NotFound,
            StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
            _ => StatusCode.PermissionDenied,
        };
        return new CheckResponse { Status = new RpcStatus { Code = (int)code }, DeniedResponse = denied };
    }

    // Envoy sets headers first and removes them afterwards: what is set must not be named for removal.
    private static void AddHeaders(OkHttpResponse ok, CheckExchange exchange, MappedHeaders mapped)
    {
        foreach (UpstreamHeader header in UpstreamHeader.Evaluate(exchange))
        {
            if (header.Value is { } value)
            {
                ok.Headers.Add(Set(header.Name, value));
            }
            else
            {
                ok.HeadersToRemove.Add(header.Name);
            }
        }

        ok.HeadersToRemove.AddRange(exchange.HeaderNames.Where(mapped.IsOtherSpelling));
    }

    private static HeaderValueOption Set(string name, string value) => new()
    {
        Header = new Wire.HeaderValue { Key = name, Value = value },

        // Every version of Envoy reads it, and replaces what the client has sent.
        Append = new Wire.BoolValue { Value = false },
    };
}
