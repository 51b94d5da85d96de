namespace Authz.Server.Commands.Options;

/// <summary>Writes files that the command line names.</summary>
internal static class OutputFile
{
    /// <summary>Replaces a file; false if it cannot be written, which is reported.</summary>
    public static async Task<bool> TryWriteAsync(string path, byte[] content, CommandConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken);
            return true;
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            console.ReportTrouble($"{path} cannot be written: {exception.Message}");
            return false;
        }
    }
}
