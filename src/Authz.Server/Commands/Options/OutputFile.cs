using System.CommandLine;

namespace Authz.Server.Commands.Options;

/// <summary>A file that the command line has written: a new one, unless another is to be replaced.</summary>
/// <param name="Path">The file.</param>
/// <param name="Replaces">Whether it may exist.</param>
/// <param name="IsQuiet">Whether nothing is said of it.</param>
internal sealed record OutputFile(string Path, bool Replaces, bool IsQuiet = false)
{
    /// <summary><c>--force</c>.</summary>
    public static Option<bool> ForceOption() => new("--force") { Description = "Replaces a file that exists." };

    /// <summary>The file of a command line; null for standard output.</summary>
    public static OutputFile? Of(string? path, bool replaces) => path is null ? null : new OutputFile(path, replaces);

    /// <summary>Writes the file and says so; false if it cannot be written, which is reported.</summary>
    public async Task<bool> TryWriteAsync(byte[] content, CommandConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream stream = new(Path, Replaces ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            await stream.WriteAsync(content, cancellationToken);
            if (!IsQuiet)
            {
                console.Announce($"Wrote {Path}");
            }

            return true;
        }
        catch (IOException) when (!Replaces && File.Exists(Path))
        {
            console.ReportTrouble($"{Path} exists already; --force replaces it.");
            return false;
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            console.ReportTrouble($"{Path} cannot be written: {exception.Message}");
            return false;
        }
    }
}
