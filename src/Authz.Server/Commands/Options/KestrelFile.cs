namespace Authz.Server.Commands.Options;

/// <summary>Reads the file that <c>--kestrel</c> names.</summary>
internal static class KestrelFile
{
    private const string SectionName = "Kestrel";

    /// <summary>
    /// The section <c>Kestrel</c>, which names at least one endpoint; null after a problem was reported. The file
    /// is read again when it changes, for new certificates.
    /// </summary>
    public static IConfiguration? Read(string path, CommandConsole console)
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

            console.ReportTrouble(
                $$"""
                {{path}} names no endpoint; write { "{{SectionName}}": { "Endpoints": { "https": { "Url": "https://*:8443" } } } }.
                """);
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception) || exception is InvalidDataException)
        {
            console.ReportTrouble($"{path} cannot be read: {exception.Message}");
        }

        return null;
    }
}
