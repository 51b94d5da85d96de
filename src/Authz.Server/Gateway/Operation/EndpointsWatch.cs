namespace Authz.Server.Gateway.Operation;

/// <summary>Puts the endpoints of a file into force when they have changed, and those that could not be until they can.</summary>
/// <param name="file">The file.</param>
/// <param name="path">Its name in reports.</param>
/// <param name="faults">What could not be put into force.</param>
/// <param name="report">Receives a line for each fault.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class EndpointsWatch(
    EndpointsFile file, string path, EndpointFaults faults, Action<string> report, TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Endpoints, report, timeProvider)
{
    protected override string Kept => $"{path} cannot be used as it is now; the endpoints stay as they are.";

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        // Also while the file itself is at fault.
        if (faults.TakeFailed() is { Count: > 0 } failed)
        {
            file.TryAgain(failed);
        }

        await file.ReadChangeAsync(faults.Forget, cancellationToken);
    }
}
