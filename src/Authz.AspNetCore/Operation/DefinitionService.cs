using Authz.AspNetCore.Definitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>Fetches the definition's keys when the application starts, and logs whether somebody else can change its files.</summary>
internal sealed class DefinitionService(
    DefinitionSource source, DefinitionAuthorizer authorizer, TimeProvider time, ILogger<DefinitionService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (string problem in source.FindFileProblems(authorizer.Engine.Definition))
        {
            logger.FileNotTrusted(problem);
        }

        await KeyWarmUp.RunAsync(authorizer.Engine, time, cancellationToken).ConfigureAwait(false);
        KeyWarmUp.Report(authorizer.Engine, logger);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
