namespace Authz.Server.Commands;

/// <summary>A token given on the command line: itself, <c>@FILE</c>, or <c>-</c> for standard input.</summary>
internal static class TokenArgument
{
    /// <summary>The token without the white space and the word <c>Bearer</c> around it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async Task<string?> ReadAsync(string? argument, CancellationToken cancellationToken)
    {
        string? text = argument switch
        {
            null => null,
            "-" => await Console.In.ReadToEndAsync(cancellationToken),
            ['@', .. string path] => await File.ReadAllTextAsync(path, cancellationToken),
            _ => argument,
        };
        const string Scheme = "Bearer ";
        string? token = text?.Trim();
        return token is not null && token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? token[Scheme.Length..] : token;
    }
}
