namespace Authz.Server.Tests.EndToEnd;

/// <summary>An HTTP answer as it came over the wire.</summary>
internal sealed record WireAnswer(
    int Status, string Body, string? ContentType, string? Challenge, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<WireAnswer> ReadAsync(HttpResponseMessage response)
    {
        Dictionary<string, string> headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new WireAnswer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            headers.GetValueOrDefault("Content-Type"),
            headers.GetValueOrDefault("WWW-Authenticate"),
            headers);
    }
}
