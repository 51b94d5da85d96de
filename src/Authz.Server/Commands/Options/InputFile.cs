using System.Text;

namespace Authz.Server.Commands.Options;

/// <summary>Reads files that the command line names.</summary>
internal static class InputFile
{
    /// <summary>A file's bytes; null if it cannot be read, which is reported.</summary>
    public static async Task<byte[]?> ReadAsync(string path, CommandConsole console, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (IsOfTheFile(exception))
        {
            Report(path, exception, console);
            return null;
        }
    }

    /// <summary>Reports why a file cannot be read.</summary>
    public static void Report(string path, Exception exception, CommandConsole console)
    {
        string problem = Directory.Exists(path) ? "It is a directory; name a file." : exception.Message;
        console.ReportTrouble($"{path} cannot be read: {problem}");
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
