using System.Text;

namespace Authz.Server.Commands.Options;

/// <summary>Reads files that the command line names.</summary>
internal static class InputFile
{
    /// <summary>A file's bytes; null if it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="console">Receives a report if it cannot be read; null to stay silent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<byte[]?> ReadAsync(string path, CommandConsole? console, CancellationToken cancellationToken) =>
        ReadAsync(path, token => File.ReadAllBytesAsync(path, token), console, cancellationToken);

    /// <summary>A file's bytes; null if it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="console">Receives a report if it cannot be read; null to stay silent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<byte[]?> ReadAsync(
        string path, Func<CancellationToken, Task<byte[]>> read, CommandConsole? console, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken);
        }
        catch (Exception exception) when (IsOfTheFile(exception))
        {
            string problem = Directory.Exists(path) ? "It is a directory; name a file." : exception.Message;
            console?.ReportTrouble($"{path} cannot be read: {problem}");
            return null;
        }
    }

    /// <summary>A file's text, in UTF-8 or in the encoding of its byte order mark; null if it cannot be read, which is reported.</summary>
    public static async Task<string?> ReadTextAsync(string path, CommandConsole console, CancellationToken cancellationToken)
    {
        if (await ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        using StreamReader reader = new(new MemoryStream(content), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Whether it is the file, or its path, that cannot be used: a path may be empty or hold a NUL.</summary>
    public static bool IsOfTheFile(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;
}
