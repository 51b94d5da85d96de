namespace Authz.Server.Commands.Options;

/// <summary>A token given on the command line: itself, <c>@FILE</c>, or <c>-</c> for standard input.</summary>
internal static class TokenArgument
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// The token without the white space and the word <c>Bearer</c> around it; null if its file cannot be read, which is reported.
    /// </summary>
    public static async Task<string?> ReadAsync(string argument, CommandConsole console, CancellationToken cancellationToken)
    {
        string? text = argument switch
        {
            "-" => await Console.In.ReadToEndAsync(cancellationToken),
            ['@', .. string path] => await InputFile.ReadTextAsync(path, console, cancellationToken),
            _ => argument,
        };
        string? token = text?.Trim();
        return token is not null && token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? token[Scheme.Length..] : token;
    }
}
