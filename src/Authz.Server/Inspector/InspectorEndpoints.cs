using System.Text.Json;
using Authz.Explaining;
using Authz.Server.Commands.Options;
using Authz.Server.Explain;

namespace Authz.Server.Inspector;

/// <summary>The inspector's answers: its page, the page's state, and explanations.</summary>
internal sealed class InspectorEndpoints(InspectedApi api, TimeProvider timeProvider)
{
    private const string Json = "application/json";

    private readonly WhatIf _whatIf = new(api.Authorizer, timeProvider);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", context => AnswerAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", InspectorPage.Content));
        app.MapGet(
            "/state", context => AnswerAsync(context, StatusCodes.Status200OK, Json, InspectorState.Write(api, timeProvider.GetUtcNow())));
        app.MapGet("/shadow", context => api.Authorizer.Shadow is { } shadow
            ? AnswerAsync(context, StatusCodes.Status200OK, Json, shadow.ToJson())
            : AnswerAsync(context, StatusCodes.Status404NotFound, Json, Message("There is no shadow. Start with --shadow FILE.")));
        app.MapPost("/explain", ExplainAsync);
        app.MapPost("/what-if", TryOutAsync);
    }

    private async Task ExplainAsync(HttpContext context)
    {
        if (await ReadAsync<InspectorQuestion>(context, question => question.Request) is var (question, request))
        {
            AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(api.Authorizer, request.Method, request.Target);
            AuthorizationRequest placed = TokenPlacement.Place(guard, request.Method, request.Target, question.Token);
            Explanation explanation = await api.Authorizer.ExplainAsync(placed, context.RequestAborted);
            await AnswerAsync(context, StatusCodes.Status200OK, Json, ExplanationJson.Write(explanation));
        }
    }

    private async Task TryOutAsync(HttpContext context)
    {
        if (await ReadAsync<WhatIfQuestion>(context, question => question.Request) is var (question, request))
        {
            await AnswerAsync(
                context, StatusCodes.Status200OK, Json, await _whatIf.AnswerAsync(question, request, context.RequestAborted));
        }
    }

    // Null after the answer said what is wrong with the question.
    private static async Task<(T Question, RequestLine Request)?> ReadAsync<T>(HttpContext context, Func<T, string> lineOf)
        where T : class
    {
        // A form of another page cannot send this type without asking first.
        if (context.Request.ContentType is not { } type || !type.Split(';')[0].Trim().Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }

        T? question = await InspectorQuestion.ReadAsync<T>(context.Request);
        if (question is not null && RequestLine.Parse(lineOf(question)) is { } request)
        {
            return (question, request);
        }

        await AnswerAsync(context, StatusCodes.Status400BadRequest, Json, Message("Write a method and a target, such as GET /pets/1."));
        return null;
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
