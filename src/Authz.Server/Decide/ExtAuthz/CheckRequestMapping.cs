namespace Authz.Server.Decide.ExtAuthz;

/// <summary>Maps the client's request in Envoy's question to what the engine judges.</summary>
internal static class CheckRequestMapping
{
    public static OriginalRequest ToOriginal(AskedRequest request) => new(
        new AuthorizationRequest(request.Method, request.Target, new HeaderSource(request.Headers, CheckHeaders.Find)),
        request.Host,
        request.ClientAddress);
}
