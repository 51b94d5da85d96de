namespace Authz.Server.Gateway.Operation;

/// <summary>Sends telemetry, and reports when that fails and when it works again: the exporter itself drops it in silence.</summary>
/// <param name="destination">The destination in reports.</param>
/// <param name="report">Receives the lines.</param>
internal sealed class ExportHandler(string destination, Action<string> report) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Lock _gate = new();
    private bool _hasFailed;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = base.Send(request, cancellationToken);
            Note(ProblemOf(response));
            return response;
        }
        catch (Exception exception)
        {
            Note(exception.Message);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Note(ProblemOf(response));
            return response;
        }
        catch (Exception exception)
        {
            Note(exception.Message);
            throw;
        }
    }

    private static string? ProblemOf(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? null : $"It answers {(int)response.StatusCode}.";

    private void Note(string? problem)
    {
        lock (_gate)
        {
            if (problem is not null)
            {
                BackgroundFaults.Count(BackgroundFaults.Telemetry);
            }

            if (problem is not null && !_hasFailed)
            {
                report($"warning: telemetry cannot be sent to {destination}: {problem} It is left out until it can be.");
            }
            else if (problem is null && _hasFailed)
            {
                report($"note: telemetry is sent to {destination} again.");
            }

            _hasFailed = problem is not null;
        }
    }
}
