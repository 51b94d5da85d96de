using Authz.AspNetCore.Authentication;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>
/// Starts the schemes with the application: refuses to start on options that are not usable, fetches the keys, and waits a little for
/// them. An issuer that is down keeps nobody from starting.
/// </summary>
internal sealed class SchemeService(Schemes schemes, TimeProvider time, ILogger<SchemeService> logger) : BackgroundService
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        schemes.CompileAll();
        foreach ((_, Scheme scheme) in schemes.Compiled)
        {
            await KeyWarmUp.RunAsync(scheme.Authorizer, time, cancellationToken).ConfigureAwait(false);
            scheme.TrySettle();
            KeyWarmUp.Report(scheme.Authorizer, logger);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    // Discovery tells the exact issuer of an authority, whenever the issuer can be reached, also after a reload.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends the loop without an exception, which an application that is disposed unstopped would be told of as a failure.
        using PeriodicTimer timer = new(s_settling, time);
        using CancellationTokenRegistration stop = stoppingToken.Register(timer.Dispose);
        do
        {
            foreach ((_, Scheme scheme) in schemes.Compiled)
            {
                scheme.TrySettle();
            }
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false));
    }
}
