namespace Authz.Server.Gateway.Operation;

/// <summary>Puts the endpoints of a file into force when they have changed.</summary>
/// <param name="file">The file.</param>
/// <param name="path">Its name in reports.</param>
/// <param name="report">Receives a line for each fault.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class EndpointsWatch(EndpointsFile file, string path, Action<string> report, TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Endpoints, report, timeProvider)
{
    protected override string Kept => $"{path} cannot be used as it is now; the endpoints stay as they are.";

    protected override Task LookAsync(CancellationToken cancellationToken) => file.ReadChangeAsync(cancellationToken);
}
