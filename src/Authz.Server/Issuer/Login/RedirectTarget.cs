namespace Authz.Server.Issuer.Login;

/// <summary>Where a login's answer goes: to a client on this machine, and nowhere else.</summary>
/// <param name="ClientId">The client; any name will do.</param>
/// <param name="Uri">The redirect URI as the client wrote it.</param>
/// <param name="Issuer">The issuer that answers.</param>
internal sealed record RedirectTarget(string ClientId, string Uri, string Issuer)
{
    private const string FragmentMode = "fragment";

    /// <summary>The values of <c>response_mode</c>.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["query", FragmentMode];

    private string? State { get; init; }

    private bool IsInFragment { get; init; }

    /// <returns>The target; null if there is none that may be redirected to (RFC 6749 section 4.1.2.1).</returns>
    public static RedirectTarget? Read(LoginParameters parameters, string issuer, out string problem)
    {
        problem = "";
        if (parameters.Find("client_id") is not { } client)
        {
            problem = "client_id is missing or repeated. Any name will do.";
            return null;
        }

        if (!LoopbackUrl.TrySplit(parameters.Find("redirect_uri"), out _))
        {
            problem = "redirect_uri must be one URL of this machine: http or https, localhost, 127.0.0.1 or [::1], any port and path, no fragment.";
            return null;
        }

        return new RedirectTarget(client, parameters.Find("redirect_uri")!, issuer)
        {
            State = parameters.Find("state"),
            IsInFragment = parameters.Find("response_mode") == FragmentMode,
        };
    }

    /// <summary>The URL that brings the client a code.</summary>
    public string WithCode(string code) => Write([("code", code)]);

    /// <summary>The URL that tells the client why it gets none.</summary>
    public string WithProblem(LoginProblem problem) => Write([("error", problem.Error), ("error_description", problem.Description)]);

    // iss: RFC 9207 section 2.
    private string Write(IEnumerable<(string Name, string Value)> members)
    {
        IEnumerable<(string Name, string Value)> all = [.. members, .. State is null ? [] : new[] { ("state", State) }, ("iss", Issuer)];
        string written = string.Join('&', all.Select(member => $"{member.Name}={System.Uri.EscapeDataString(member.Value)}"));
        char separator = IsInFragment ? '#' : Uri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{Uri}{separator}{written}";
    }
}
