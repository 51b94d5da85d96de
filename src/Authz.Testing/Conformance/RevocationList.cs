using System.Text.Json.Nodes;

namespace Authz.Testing.Conformance;

/// <summary>The file of revocations that the cases are about.</summary>
internal static class RevocationList
{
    public const string RevokedToken = "revoked-token";
    public const string RevokedSession = "revoked-session";
    public const string RevokedSubject = "revoked-subject";
    public const string GoneSubject = "gone-subject";

    /// <summary>In 2017, up to which the tokens of <see cref="RevokedSubject"/> are revoked.</summary>
    public const long IssuedBefore = 1_500_000_000;

    // One for the process: its content is always the same.
    private static readonly string s_file = Path.Combine(Path.GetTempPath(), $"authz-conformance-{Guid.NewGuid():n}-revoked.json");

    /// <summary>A file that nobody writes.</summary>
    public static string MissingFile { get; } = Path.Combine(Path.GetTempPath(), $"authz-conformance-{Guid.NewGuid():n}.json");

    /// <summary>Writes the file for the suite's main issuer; always the same content.</summary>
    public static string FileFor(ConformanceIssuers issuers)
    {
        JsonObject list = new()
        {
            ["revoked"] = new JsonArray(
                Entry(issuers, "jti", RevokedToken),
                Entry(issuers, "sid", RevokedSession),
                Entry(issuers, "sub", GoneSubject),
                new JsonObject
                {
                    ["issuer"] = issuers.Main.Issuer,
                    ["sub"] = RevokedSubject,
                    ["issuedBefore"] = IssuedBefore,
                }),
        };
        string unfinished = $"{s_file}.{Guid.NewGuid():n}";
        File.WriteAllText(unfinished, list.ToJsonString());
        File.Move(unfinished, s_file, overwrite: true);
        return s_file;
    }

    private static JsonObject Entry(ConformanceIssuers issuers, string claim, string value) =>
        new() { ["issuer"] = issuers.Main.Issuer, [claim] = value };
}
