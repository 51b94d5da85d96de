using Authz.AspNetCore.Authentication;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>
/// Starts the schemes with the application: refuses to start with unusable options, fetches the keys, and waits briefly for
/// them. The application starts even if an issuer is down.
/// </summary>
internal sealed class SchemeService(Schemes schemes, BackgroundFaults faults, TimeProvider time, ILogger<SchemeService> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(1);

    private string? _reported;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        schemes.CompileAll();
        foreach ((_, Scheme scheme) in schemes.Compiled)
        {
            foreach (string problem in FileTrust.FindProblems(scheme.Authorizer.Definition))
            {
                logger.FileNotTrusted(problem);
            }

            await KeyWarmUp.RunAsync(scheme.Authorizer, time, cancellationToken).ConfigureAwait(false);
            scheme.TryResolveIssuerSpelling();
            KeyWarmUp.Report(scheme.Authorizer, logger);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    // Discovery shows the exact issuer of an authority once the issuer can be reached, also after a reload.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends the loop without an exception, which an application disposed without stopping would log as a failure.
        using PeriodicTimer timer = new(s_settling, time);
        using CancellationTokenRegistration stop = stoppingToken.Register(timer.Dispose);
        do
        {
            foreach ((string name, Scheme scheme) in schemes.Compiled)
            {
                ResolveSafely(name, scheme);
            }
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false));
    }

    // An exception would end the application.
#pragma warning disable CA1031
    private void ResolveSafely(string name, Scheme scheme)
    {
        try
        {
            scheme.TryResolveIssuerSpelling();
        }
        catch (Exception exception)
        {
            faults.Count(BackgroundFaults.Keys);
            if (exception.Message != _reported)
            {
                _reported = exception.Message;
                logger.IssuerSpellingNotResolved(name, exception.Message);
            }
        }
    }
#pragma warning restore CA1031
}
