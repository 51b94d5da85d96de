using Authz.Testing;
using Authz.Testing.Policies.Reading;

namespace Authz.Server.Issuer;

/// <summary>The dev issuer's commands for rehearsing rotations and outages; docs/dev-issuer.md lists them.</summary>
internal static class ControlEndpoints
{
    private static readonly TimeSpan s_defaultDuration = TimeSpan.FromMinutes(1);

    public static void MapControl(this IEndpointRouteBuilder app)
    {
        app.MapPost("/control/rotate", Rotate);
        app.MapPost("/control/withdraw", Withdraw);
        app.MapPost("/control/keys", WriteKeys);
        app.MapPost("/control/recover", (IssuerFaults faults) =>
        {
            faults.Recover();
            return Results.NoContent();
        });
        MapFault(app, "/control/fail", FaultKind.Fail);
        MapFault(app, "/control/stall", FaultKind.Stall);
        MapFault(app, "/control/drip", FaultKind.Drip);
        MapFault(app, "/control/garbage", FaultKind.Garbage);
        MapFault(app, "/control/flap", FaultKind.Flap);
    }

    private static void MapFault(IEndpointRouteBuilder app, string path, FaultKind kind) =>
        app.MapPost(path, (IssuerFaults faults, HttpRequest request) => Begin(faults, kind, request.Query["status"], request.Query["for"]));

    private static IResult Begin(IssuerFaults faults, FaultKind kind, string? status, string? duration)
    {
        int code = StatusCodes.Status503ServiceUnavailable;
        if (status is not null && (!int.TryParse(status, out code) || code is < 400 or > 599))
        {
            return BadRequest($"status '{status}' is not an error status from 400 to 599.");
        }

        TimeSpan length = s_defaultDuration;
        if (duration is not null && (!Duration.TryParse(duration, out length) || length <= TimeSpan.Zero))
        {
            return BadRequest($"for '{duration}' is not a duration such as 90s, 5m or 1h.");
        }

        faults.Begin(kind, code, length);
        return Results.NoContent();
    }

    private static IResult Rotate(IssuerKeyRing keys, HttpRequest request)
    {
        string? algorithm = request.Query["alg"];
        if (algorithm is not null && !SigningKey.SupportedAlgorithms.Contains(algorithm))
        {
            return BadRequest($"alg '{algorithm}' is not one of {string.Join(", ", SigningKey.SupportedAlgorithms)}.");
        }

        SigningKey key = keys.Rotate(algorithm);
        return Results.Json(new Dictionary<string, string> { ["kid"] = key.KeyId, ["alg"] = key.Algorithm });
    }

    private static IResult WriteKeys(IssuerKeyRing keys, HttpRequest request)
    {
        string? name = request.Query["form"];
        if (!KeySetForms.TryParse(name, out KeySetForm form))
        {
            return BadRequest($"form '{name}' is not one of {string.Join(", ", KeySetForms.Names)}.");
        }

        keys.Form = form;
        return Results.NoContent();
    }

    private static IResult Withdraw(IssuerKeyRing keys, HttpRequest request)
    {
        string? keyId = request.Query["kid"];
        return keyId is not null && keys.Withdraw(keyId)
            ? Results.NoContent()
            : BadRequest(
                $"kid '{keyId}' is not in the key set; it has {string.Join(", ", keys.Issuer.PublishedKeys.Select(key => key.KeyId))}.");
    }

    private static IResult BadRequest(string problem) =>
        Results.Json(new Dictionary<string, string> { ["message"] = problem }, statusCode: 400);
}
