using System.Net;
using Authz.Server.Exchanges;
using Authz.Server.Gateway;

namespace Authz.Server.Decide;

/// <summary>One request that a proxy asks about, with the results of the earlier stages.</summary>
internal abstract class ProxiedExchange : DecidedExchange
{
    private readonly TimeProvider _timeProvider;
    private readonly string _writtenHost;
    private readonly IPAddress? _clientAddress;
    private DateTimeOffset? _receivedAt;
    private int _statusCode;

    protected ProxiedExchange(HttpContext context, GatewayApi api, TimeProvider timeProvider, in OriginalRequest original)
        : base(context, api)
    {
        _timeProvider = timeProvider;
        _writtenHost = original.Host;
        _clientAddress = original.ClientAddress;
        Stage = api.Stages.Find(new HostString(original.Host), original.Authorization.Target, out string target);
        Keep(original.Authorization with
        {
            Target = target,
            PublicTarget = original.Authorization.Target,
            SourceAddress = original.ClientAddress,
            Stage = Stage?.Name,
        });
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The clock is read for whoever asks first: a question without a log needs none. What waits has it read before.
    /// </remarks>
    public override DateTimeOffset ReceivedAt => _receivedAt ??= _timeProvider.GetUtcNow();

    public override string SourceIp => _clientAddress?.ToString() ?? string.Empty;

    public override string Host => new HostString(_writtenHost).Host;

    /// <summary>The status that the client gets from us; 200 if the upstream answers.</summary>
    public override int StatusCode => _statusCode;

    public override long? ResponseLength => null;

    /// <summary>Keeps for the logs what the proxy is told.</summary>
    public void Answered(int statusCode, string? message)
    {
        _statusCode = statusCode;
        ErrorMessage = message;
    }

    /// <summary>The names of the client's headers, as the proxy passes them on.</summary>
    public abstract IEnumerable<string> HeaderNames { get; }

    /// <summary>Whether a backend may take a client's header for one that a mapping sets, and the proxy cannot remove it, or does not.</summary>
    public virtual bool HasUnremovableHeader => false;
}
