using Authz.FoldedNames;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// Headers that say how a message is framed and read. In another spelling (<c>Content_Length</c>) they are nothing to the gateway, but may
/// be the header itself to a backend, which would read another message. The table of docs/gateway.md is held equal to this one.
/// </summary>
internal static class MessageHeaders
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "Content-Length", "Transfer-Encoding", "Content-Type", "Content-Encoding", "Content-Range", "Keep-Alive", "Proxy-Connection",
        "Proxy-Authenticate", "Proxy-Authorization",
    ];

    private static readonly SpelledNames s_names = new(Names);

    /// <summary>Whether a name is another spelling of one of them.</summary>
    public static bool IsAlias(string name) =>
        s_names.Find(name) is { } known && !name.Equals(known, StringComparison.OrdinalIgnoreCase);
}
