namespace Authz;

/// <summary>
/// Reads which tools a request calls. The engine calls it at most once for a request, on a route with tools, after the token and all else
/// that the route asks for held; a host reads the body then, and forwards the octets that it read.
/// </summary>
/// <param name="state">What the host handed over.</param>
/// <param name="route">The request's route.</param>
/// <param name="cancellationToken">Ends the reading.</param>
public delegate ValueTask<RequestedTools> ToolReader(object state, ApiRoute route, CancellationToken cancellationToken);
