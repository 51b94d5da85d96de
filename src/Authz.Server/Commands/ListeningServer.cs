using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace Authz.Server.Commands;

/// <summary>Starts servers, and reports an address that cannot be bound in one line.</summary>
internal static class ListeningServer
{
    /// <summary>Starts a server on an address that an option names.</summary>
    public static async Task<T?> StartOrReportAsync<T>(Func<Task<T>> start, Uri listen, CommandConsole console, string option = "--listen")
        where T : class
    {
        string problem;
        try
        {
            return await start();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            problem = $"is already in use; choose another address with {option}.";
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            problem = $"cannot be listened on ({exception.Message}); choose another address with {option}.";
        }

        console.ReportTrouble($"{listen.GetLeftPart(UriPartial.Authority)} {problem}");
        return null;
    }

    /// <summary>Starts a server on the endpoints that a file configures.</summary>
    public static async Task<T?> StartOrReportAsync<T>(Func<Task<T>> start, string path, CommandConsole console)
        where T : class
    {
        try
        {
            return await start();
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException
            or FormatException or ArgumentException or CryptographicException or UnauthorizedAccessException or NotSupportedException)
        {
            console.ReportTrouble($"the endpoints of {path} cannot be listened on: {exception.Message}");
            return null;
        }
    }
}
