namespace Authz.Server.Commands;

/// <summary>Reads the file that <c>--kestrel</c> names.</summary>
internal static class KestrelFile
{
    private const string SectionName = "Kestrel";

    /// <summary>
    /// The section <c>Kestrel</c>, which names at least one endpoint; null after its problems went to <paramref name="error"/>. The file
    /// is read again when it changes, for new certificates.
    /// </summary>
    public static async Task<IConfiguration?> ReadAsync(string path, TextWriter error)
    {
        try
        {
            IConfiguration file = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: true)
                .Build();
            IConfigurationSection section = file.GetSection(SectionName);
            if (section.GetSection("Endpoints").GetChildren().Any())
            {
                return section;
            }

            await error.WriteLineAsync(
                $$"""
                authz: {{path}} names no endpoint; write { "{{SectionName}}": { "Endpoints": { "https": { "Url": "https://*:8443" } } } }.
                """);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"authz: {path} cannot be read: {exception.Message}");
        }

        return null;
    }
}
