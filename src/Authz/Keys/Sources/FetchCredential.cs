using System.Text;
using Authz.Files;

namespace Authz.Keys.Sources;

/// <summary>
/// A bearer token for fetching keys, in a file (<c>jwksBearerTokenFile</c>) that is read anew for each fetch. It is sent over https to
/// one origin only, that of the address in the definition: never to an origin that a document names.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="written">The address in the definition.</param>
internal sealed class FetchCredential(string path, Uri written)
{
    private const long MaximumBytes = 16 << 10;

    private readonly PolledFile _file = new(path);

    /// <summary>The value of <c>Authorization</c> for a request to that address; null if it gets none.</summary>
    /// <exception cref="IOException">The file cannot be used. The message does not tell what it holds.</exception>
    public async Task<string?> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        bool isOurs = address.Scheme == Uri.UriSchemeHttps && address.Scheme == written.Scheme && address.Port == written.Port
            && address.Host.Equals(written.Host, StringComparison.OrdinalIgnoreCase);
        if (!isOurs)
        {
            return null;
        }

        byte[] content;
        try
        {
            content = await _file.ReadAsync(MaximumBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the bearer token file {path} cannot be read: {exception.Message}", exception);
        }

        string token = Encoding.Latin1.GetString(content).Trim(' ', '\t', '\r', '\n');
        return token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"Bearer {token}"
            : throw new IOException($"the bearer token file {path} must hold one token of visible ASCII characters.");
    }
}
