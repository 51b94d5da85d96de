namespace Authz.Testing.Policies.Running;

/// <summary>The headers of a case's request, read as a server's: a name in two entries or spellings has no one value.</summary>
internal static class WrittenHeaders
{
    /// <summary>The headers that a case writes, and that of its token.</summary>
    public static HeaderSource Of(IReadOnlyDictionary<string, string> written, AuthorizerDefinition? guard, string? token)
    {
        List<KeyValuePair<string, string>> headers = [.. written];
        if (guard is not null && token is not null
            && IdentitySource.Parse(guard.IdentitySource) is { Kind: IdentitySourceKind.Header } source)
        {
            headers.Add(KeyValuePair.Create(source.Name, $"Bearer {token}"));
        }

        return new HeaderSource(headers, Find);
    }

    /// <summary>The value of a header in a list of names and values.</summary>
    public static HeaderValue Find(object state, string name)
    {
        KeyValuePair<string, string>[] alike =
            [.. ((List<KeyValuePair<string, string>>)state).Where(header => HeaderSource.AreAlike(header.Key, name))];
        return alike switch
        {
            [] => HeaderValue.Absent,
            [var (key, value)] => new HeaderValue(key.Equals(name, StringComparison.OrdinalIgnoreCase) ? value : ""),
            _ => HeaderValue.Repeated,
        };
    }
}
