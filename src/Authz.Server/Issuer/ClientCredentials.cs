using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Authz.Server.Issuer;

/// <summary>A client that an issuer knows. Its secret is sent and never shown.</summary>
internal sealed class ClientCredentials(string id, string secret)
{
    private const string BasicMethod = "client_secret_basic";
    private const string PostMethod = "client_secret_post";

    /// <summary>
    /// Adds the client to a request as its issuer wants it: by Basic (RFC 6749 section 2.3.1), unless the issuer takes it in the form
    /// alone.
    /// </summary>
    /// <param name="methods">The metadata's <c>token_endpoint_auth_methods_supported</c>; null means Basic (RFC 8414 section 2).</param>
    /// <param name="request">Receives the header of Basic.</param>
    /// <param name="form">Receives the parameters of the form.</param>
    /// <returns>Whether the issuer takes a secret in either way.</returns>
    public bool TryAddTo(IReadOnlyList<string>? methods, HttpRequestMessage request, List<KeyValuePair<string, string>> form)
    {
        if (methods is null || methods.Contains(BasicMethod))
        {
            string pair = $"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return true;
        }

        form.Add(new("client_id", id));
        form.Add(new("client_secret", secret));
        return methods.Contains(PostMethod);
    }

    /// <summary>A text from elsewhere without the secret that it may repeat.</summary>
    public string Hide(string text) => secret.Length == 0 ? text : text.Replace(secret, "***", StringComparison.Ordinal);
}
