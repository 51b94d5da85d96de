using System.Text.Json;
using Authz.Files;

namespace Authz.Server.Gateway.Operation;

/// <summary>
/// The file with Kestrel's configuration. A new content comes into force if it names an endpoint; otherwise the last good one stays,
/// because Kestrel would stop listening.
/// </summary>
internal sealed class EndpointsFile : ConfigurationProvider, IConfigurationSource
{
    public const string SectionName = "Kestrel";

    private const long MaximumBytes = 1024 * 1024;

    private readonly string _path;
    private readonly PolledFile _file;

    public EndpointsFile(string path)
    {
        _path = path;
        _file = new PolledFile(path);
    }

    /// <summary>Reads the file for the first time.</summary>
    /// <returns>The section <c>Kestrel</c>, which follows the file as <see cref="ReadChangeAsync"/> reads it.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, or names no endpoint.</exception>
    public async Task<IConfiguration> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] content = await _file.ReadAsync(MaximumBytes, cancellationToken);
        Data = Interpret(content);
        _file.Take(content);
        return new ConfigurationBuilder().Add(this).Build().GetSection(SectionName);
    }

    /// <summary>Puts a new content into force, once two looks agree.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, or names no endpoint.</exception>
    public async Task ReadChangeAsync(CancellationToken cancellationToken)
    {
        if (await _file.ReadChangeAsync(MaximumBytes, cancellationToken) is { } content)
        {
            Data = Interpret(content);
            OnReload();
        }
    }

    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;

    private Dictionary<string, string?> Interpret(byte[] content)
    {
        IConfigurationRoot file;
        try
        {
            using MemoryStream json = new(content);
            file = new ConfigurationBuilder().AddJsonStream(json).Build();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new InvalidDataException($"{_path} cannot be read: {exception.Message}", exception);
        }

        return file.GetSection(SectionName).GetSection("Endpoints").GetChildren().Any()
            ? file.AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase)
            : throw new InvalidDataException(
                $$"""
                {{_path}} names no endpoint; write { "{{SectionName}}": { "Endpoints": { "https": { "Url": "https://*:8443" } } } }.
                """);
    }
}
