using System.Text.Json;
using Authz.Explaining;
using Authz.Server.Commands.Options;
using Authz.Server.Explain;

namespace Authz.Server.Inspector;

/// <summary>The inspector's answers: its page, the page's state, and explanations.</summary>
internal sealed class InspectorEndpoints(InspectedApi api, TimeProvider timeProvider)
{
    private const string Json = "application/json";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", context => AnswerAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", InspectorPage.Content));
        app.MapGet(
            "/state", context => AnswerAsync(context, StatusCodes.Status200OK, Json, InspectorState.Write(api, timeProvider.GetUtcNow())));
        app.MapGet("/shadow", context => api.Authorizer.Shadow is { } shadow
            ? AnswerAsync(context, StatusCodes.Status200OK, Json, shadow.ToJson())
            : AnswerAsync(context, StatusCodes.Status404NotFound, Json, Message("There is no shadow. Start with --shadow FILE.")));
        app.MapPost("/explain", ExplainAsync);
    }

    private async Task ExplainAsync(HttpContext context)
    {
        // A form of another page cannot send this type without asking first.
        if (context.Request.ContentType is not { } type || !type.Split(';')[0].Trim().Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        InspectorQuestion? question = await InspectorQuestion.ReadAsync(context.Request);
        if (question is null || RequestLine.Parse(question.Request) is not { } request)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, Json, Message("Write a method and a target, such as GET /pets/1."));
            return;
        }

        AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(api.Authorizer, request.Method, request.Target);
        AuthorizationRequest placed = TokenPlacement.Place(guard, request.Method, request.Target, question.Token);
        Explanation explanation = await api.Authorizer.ExplainAsync(placed, context.RequestAborted);
        await AnswerAsync(context, StatusCodes.Status200OK, Json, ExplanationJson.Write(explanation));
    }

    private static byte[] Message(string text) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["message"] = text });

    private static Task AnswerAsync(HttpContext context, int status, string contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
