namespace Authz.Redis;

/// <summary>What a store asks for: the content of a file, <c>PASSWORD</c> or <c>USER:PASSWORD</c>.</summary>
internal readonly record struct RedisLogin(string? User, string? Password)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RedisLogin ReadFile(string? path)
    {
        string? text = path is null ? null : File.ReadAllText(path).TrimEnd('\r', '\n');
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return new RedisLogin(colon < 0 ? null : text![..colon], text?[(colon + 1)..]);
    }
}
