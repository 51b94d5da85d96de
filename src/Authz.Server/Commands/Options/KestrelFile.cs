using Authz.Server.Gateway.Operation;

namespace Authz.Server.Commands.Options;

/// <summary>Reads the file that <c>--kestrel</c> names.</summary>
internal static class KestrelFile
{
    /// <summary>The section <c>Kestrel</c>, which names at least one endpoint; null after a problem was reported.</summary>
    public static async Task<IConfiguration?> ReadAsync(
        EndpointsFile file, string path, CommandConsole console, CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            console.ReportTrouble(exception.Message);
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            console.ReportTrouble($"{path} cannot be read: {exception.Message}");
        }

        return null;
    }
}
