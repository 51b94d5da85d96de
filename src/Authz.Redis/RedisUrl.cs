using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Authz.Redis;

/// <summary>Reads the URL of a store. A password in it would be seen in lists of processes, so there is none.</summary>
internal static class RedisUrl
{
    private const string Plain = "redis://";
    private const string Secured = "rediss://";
    private const string Sentinel = "?sentinel=";
    private const int DefaultPort = 6379;
    private const int DefaultSentinelPort = 26379;

    /// <exception cref="FormatException">It is no URL of a store.</exception>
    public static ConfigurationOptions Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        bool isSecured = url.StartsWith(Secured, StringComparison.Ordinal);
        if (!isSecured && !url.StartsWith(Plain, StringComparison.Ordinal))
        {
            throw new FormatException($"'{url}' is no store: write redis://HOST:PORT, or rediss://HOST:PORT for TLS.");
        }

        string rest = url[(isSecured ? Secured.Length : Plain.Length)..].TrimEnd('/');
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        string? master = query < 0 ? null : rest[query..].StartsWith(Sentinel, StringComparison.Ordinal) ? rest[(query + Sentinel.Length)..] : "";
        if (master is "")
        {
            throw new FormatException($"'{url}' has a query that is not '{Sentinel}NAME'.");
        }

        ConfigurationOptions options = new()
        {
            // Gone is gone: nothing waits for a store that comes back later, and it is tried again in the background.
            AbortOnConnectFail = false,
            BacklogPolicy = BacklogPolicy.FailFast,
            ConnectTimeout = 2_000,
            AsyncTimeout = 1_000,
            SyncTimeout = 1_000,
            KeepAlive = 5,
            ReconnectRetryPolicy = new LinearRetry(500),
            Ssl = isSecured,
            ServiceName = master,
            ClientName = "authz",
        };
        foreach (string host in (query < 0 ? rest : rest[..query]).Split(','))
        {
            options.EndPoints.Add(ParseHost(url, host, master is null ? DefaultPort : DefaultSentinelPort));
        }

        return options;
    }

    /// <summary>The hosts, for operators.</summary>
    public static string Describe(ConfigurationOptions options) =>
        (options.Ssl ? Secured : Plain)
        + string.Join(',', options.EndPoints.Select(Describe))
        + (options.ServiceName is { } master ? Sentinel + master : "");

    private static string Describe(EndPoint host) => host switch
    {
        DnsEndPoint name => string.Create(CultureInfo.InvariantCulture, $"{name.Host}:{name.Port}"),
        _ => host.ToString() ?? "",
    };

    private static EndPoint ParseHost(string url, string text, int defaultPort)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException("The store's URL has a user or a password. Write them to a file, which --redis-password-file names.");
        }

        return Uri.TryCreate($"tcp://{text}", UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 && uri.PathAndQuery is "/" or ""
            ? EndPointCollection.TryParse(string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{(uri.Port < 0 ? defaultPort : uri.Port)}")) ?? Fail(url)
            : Fail(url);
    }

    private static EndPoint Fail(string url) => throw new FormatException($"'{url}' has a host that is not HOST:PORT.");
}
