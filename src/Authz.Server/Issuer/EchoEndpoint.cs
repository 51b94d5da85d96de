namespace Authz.Server.Issuer;

/// <summary>A backend to try a gateway with: it answers each request with what it received. It sees no token.</summary>
internal static class EchoEndpoint
{
    /// <summary>The path below which everything is echoed.</summary>
    public const string Path = "/echo";

    public static void MapEcho(this IEndpointRouteBuilder app) => app.Map(Path + "/{**path}", context => context.Response.WriteAsJsonAsync(
        new Dictionary<string, string>
        {
            ["method"] = context.Request.Method,
            ["path"] = context.Request.Path.Value![Path.Length..] is { Length: > 0 } path ? path : "/",
            ["query"] = context.Request.QueryString.Value ?? string.Empty,
        },
        context.RequestAborted));
}
