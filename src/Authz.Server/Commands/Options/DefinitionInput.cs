using Authz.Import;

namespace Authz.Server.Commands.Options;

/// <summary>What the command line says about a definition's file.</summary>
internal sealed record DefinitionInput
{
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public string? Api { get; init; }

    /// <summary>The file with members to add to the definition; null for none.</summary>
    public string? Overlay { get; init; }

    public IReadOnlyDictionary<string, string> Issuers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Audiences { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The import options of a file: the given values, files in its own folder and below, and the environment.</summary>
    public ImportOptions For(string path) => new()
    {
        Parameters = Parameters,
        Api = Api,
        OverlayFile = Overlay,
        Issuers = Issuers,
        Audiences = Audiences,
        Folder = Path.GetDirectoryName(Path.GetFullPath(path)),
        ReadEnvironmentVariable = Environment.GetEnvironmentVariable,
    };

    /// <summary>Says which issuers and audiences are not the file's.</summary>
    public void Announce(CommandConsole console)
    {
        foreach ((string name, string issuer) in Issuers)
        {
            console.ReportTrouble($"note: the authorizer '{name}' takes tokens of {issuer}, in place of the file's issuer.");
        }

        foreach ((string name, IReadOnlyList<string> audience) in Audiences)
        {
            console.ReportTrouble($"note: the authorizer '{name}' has the audience {string.Join(", ", audience)}, in place of the file's.");
        }
    }
}
