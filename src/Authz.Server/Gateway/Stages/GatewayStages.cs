using System.Collections.Frozen;
using Authz.Definitions.Validation;

namespace Authz.Server.Gateway.Stages;

/// <summary>
/// The stages of an API (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html): a path that begins with a
/// stage's name belongs to it, any other to the one that is served from the root. A host that is one stage's has no other.
/// </summary>
internal sealed class GatewayStages
{
    // The dollar sign is the only character of it that the engine takes encoded too.
    private const string DefaultName = "/" + StageVariableText.DefaultStage;
    private const string EncodedDefaultName = "/%24default";

    private readonly GatewayStage? _root;
    private readonly FrozenDictionary<string, GatewayStage> _named;
    private readonly FrozenDictionary<string, GatewayStage> _hosts;

    public GatewayStages(IReadOnlyList<GatewayStage> stages)
    {
        All = stages;
        _root = stages.FirstOrDefault(stage => stage is { Prefix.Length: 0, Hosts.Count: 0 });
        _named = stages.Where(stage => stage is { Prefix.Length: > 0, Hosts.Count: 0 })
            .ToFrozenDictionary(stage => stage.Name, StringComparer.Ordinal);

        // Names of hosts are compared in any case (RFC 3986 section 3.2.2).
        _hosts = stages.SelectMany(stage => stage.Hosts, (stage, host) => (stage, host))
            .ToFrozenDictionary(pair => pair.host, pair => pair.stage, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<GatewayStage> All { get; }

    /// <summary>Finds the stage of a request; null if it matches none.</summary>
    /// <param name="host">The host that the client asked for.</param>
    /// <param name="target">The request's target as received.</param>
    /// <param name="rest">The target within the stage.</param>
    public GatewayStage? Find(HostString host, string target, out string rest)
    {
        rest = target;
        if (_hosts.Count > 0 && _hosts.TryGetValue(host.Host, out GatewayStage? hosted))
        {
            return NamesDefault(target) && hosted.Name == StageVariableText.DefaultStage ? null : hosted;
        }

        if (_named.Count > 0 && target.StartsWith('/'))
        {
            int length = target.AsSpan(1).IndexOfAny('/', '?') is >= 0 and int end ? end : target.Length - 1;
            if (_named.TryGetValue(target.Substring(1, length), out GatewayStage? named))
            {
                rest = target[(1 + length)..];
                rest = rest.StartsWith('/') ? rest : "/" + rest;
                return named;
            }
        }

        return NamesDefault(target) && _root is { Name: StageVariableText.DefaultStage } ? null : _root;
    }

    // No path of an API begins like that, and adapters would cut it off: "/$default/admin" would be "/admin".
    private static bool NamesDefault(string target) =>
        target.StartsWith(DefaultName, StringComparison.Ordinal) || target.StartsWith(EncodedDefaultName, StringComparison.Ordinal);
}
