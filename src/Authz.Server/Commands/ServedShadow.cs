using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Commands;

/// <summary>The definition of <c>--shadow</c>: decided beside the one that is served, and read again when its file has changed.</summary>
internal sealed class ServedShadow(string path, DefinitionInput input, CommandConsole console)
{
    private readonly ServedDefinition _served = new(path, input, Compile, console) { Kept = "the previous shadow is decided beside." };

    /// <summary>Puts it beside the API; false after its problems were reported.</summary>
    public async Task<bool> StartAsync(RunningApi running, CancellationToken cancellationToken)
    {
        if (await _served.ReadAsync(cancellationToken) is not { Definition: var definition })
        {
            return false;
        }

        try
        {
            running.ReplaceShadow(definition);
        }
        catch (ApiDefinitionException exception)
        {
            console.ReportTrouble(path, exception.Message);
            return false;
        }

        console.Announce($"Shadow: {path} is decided beside, and not enforced.");
        return true;
    }

    /// <summary>Looks at the file while the API runs.</summary>
    public ShadowWatch CreateWatch(RunningApi running, TimeProvider timeProvider) =>
        new(running, _served.ReadChangeAsync, console.Announce, console.ReportTrouble, timeProvider);

    // Nothing is forwarded for it, so it needs no stages.
    private static GatewayStages Compile(ApiDefinition definition, out IReadOnlyList<string> problems)
    {
        problems = [];
        return new GatewayStages([]);
    }
}
