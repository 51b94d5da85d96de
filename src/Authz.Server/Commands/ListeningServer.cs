using Microsoft.AspNetCore.Connections;

namespace Authz.Server.Commands;

/// <summary>Starts servers so that an address that cannot be had is one clear line.</summary>
internal static class ListeningServer
{
    public static async Task<T?> StartOrReportAsync<T>(Func<Task<T>> start, Uri listen, TextWriter error)
        where T : class
    {
        string problem;
        try
        {
            return await start();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            problem = "is already in use; choose another address with --listen.";
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            problem = $"cannot be listened on ({exception.Message}); choose another address with --listen.";
        }

        await error.WriteLineAsync($"authz: {listen.GetLeftPart(UriPartial.Authority)} {problem}");
        return null;
    }
}
