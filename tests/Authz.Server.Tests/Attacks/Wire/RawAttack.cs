namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>Octets that a client sends over one connection, and all that may come of them.</summary>
/// <param name="Name">The attack, for messages.</param>
/// <param name="Octets">
/// One character for each octet; <c>{host}</c>, <c>{token}</c> and <c>{smuggled}</c>, a request that must never become one, are filled in.
/// </param>
/// <param name="Answers">The statuses of the answers, in order; empty where the connection is closed without a word.</param>
/// <param name="Reaches">The requests that the backend gets: method, target, and the body if there is one.</param>
internal sealed record RawAttack(string Name, string Octets, string Answers, params string[] Reaches)
{
    /// <summary>The host that every request names.</summary>
    public const string Host = "gateway.example";

    /// <summary>A request that follows each attack on its connection: whatever the attack was read as, this one is read last.</summary>
    public const string End = "GET /end HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n";

    /// <summary>The request that hides in bodies.</summary>
    public const string Smuggled = $"GET /smuggled HTTP/1.1\r\nHost: {Host}\r\n\r\n";

    /// <summary>What the backend gets of <see cref="End"/>.</summary>
    public const string EndReached = "GET /end";

    public static IEnumerable<RawAttack> All => [.. LengthAttacks.All, .. ChunkAttacks.All, .. HeadAttacks.All, .. SequenceAttacks.All];

    /// <summary>Whether the client hangs up after its octets, because what they begin has no end.</summary>
    public bool HangsUp { get; init; }

    /// <summary>The attack, and the request that follows it.</summary>
    public string Whole => HangsUp ? Octets : Octets + End;

    /// <summary>Puts what stands for something in its place.</summary>
    public static string Fill(string octets, string token) => octets
        .Replace("{smuggled}", Smuggled, StringComparison.Ordinal)
        .Replace("{host}", Host, StringComparison.Ordinal)
        .Replace("{token}", token, StringComparison.Ordinal);

    /// <summary>A POST that is refused, whatever its body holds.</summary>
    public static RawAttack Refused(string name, string rest) => new(name, $"POST /open HTTP/1.1\r\nHost: {{host}}\r\n{rest}", "400");

    /// <summary>A POST with this body that is served, and after it the end.</summary>
    public static RawAttack Served(string name, string rest, string body) =>
        new(name, $"POST /open HTTP/1.1\r\nHost: {{host}}\r\n{rest}", "200 200", $"POST /open {body}".TrimEnd(' '), EndReached);

    public override string ToString() => Name;
}
