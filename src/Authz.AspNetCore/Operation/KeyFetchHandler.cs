namespace Authz.AspNetCore.Operation;

/// <summary>
/// Fetches keys through the application's <see cref="IHttpMessageHandlerFactory"/>, which renews its handlers while we keep ours.
/// </summary>
internal sealed class KeyFetchHandler(IHttpMessageHandlerFactory factory) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The factory owns its handlers.
        using HttpMessageInvoker invoker = new(factory.CreateHandler(JwtAuthorizerDefaults.HttpClientName), disposeHandler: false);
        return await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
