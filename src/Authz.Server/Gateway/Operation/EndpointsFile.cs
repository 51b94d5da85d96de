using System.Globalization;
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

    private const string UrlSuffix = ":Url";
    private const string EndpointsPrefix = $"{SectionName}:Endpoints:";
    private const long MaximumBytes = 1024 * 1024;

    private readonly string _path;
    private readonly PolledFile _file;
    private readonly Dictionary<string, int> _attempts = new(StringComparer.OrdinalIgnoreCase);

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
    /// <param name="onChange">Called before a new content comes into force: Kestrel tells of its faults from then on.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, or names no endpoint.</exception>
    public async Task ReadChangeAsync(Action onChange, CancellationToken cancellationToken)
    {
        if (await _file.ReadChangeAsync(MaximumBytes, cancellationToken) is not { } content)
        {
            return;
        }

        Data = Interpret(content);
        NoteAttempts();
        onChange();
        OnReload();
    }

    /// <summary>Has Kestrel try the endpoints with these URLs again, which it does only for those whose settings change.</summary>
    public void TryAgain(IReadOnlyCollection<string> urls)
    {
        foreach (string endpoint in NamesOf(Data).Where(name => Data.TryGetValue(name + UrlSuffix, out string? url) && urls.Contains(url)))
        {
            _attempts[endpoint] = _attempts.GetValueOrDefault(endpoint) + 1;
        }

        NoteAttempts();
        OnReload();
    }

    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;

    private static string[] NamesOf(IDictionary<string, string?> data) =>
    [
        .. data.Keys
            .Where(key => key.StartsWith(EndpointsPrefix, StringComparison.OrdinalIgnoreCase)
                && key.EndsWith(UrlSuffix, StringComparison.OrdinalIgnoreCase) && key.Count(character => character == ':') == 3)
            .Select(key => key[..^UrlSuffix.Length]),
    ];

    // Kept across contents, so that an endpoint that listens is not started again.
    private void NoteAttempts()
    {
        foreach (string endpoint in NamesOf(Data).Where(_attempts.ContainsKey))
        {
            Data[$"{endpoint}:Attempt"] = _attempts[endpoint].ToString(CultureInfo.InvariantCulture);
        }
    }

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
