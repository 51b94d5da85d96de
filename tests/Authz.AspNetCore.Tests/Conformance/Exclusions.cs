namespace Authz.AspNetCore.Tests.Conformance;

/// <summary>The cases in which a form of this host answers otherwise, and why. At most ten.</summary>
internal static class Exclusions
{
    private const string Routing = "policies protect the endpoint that ASP.NET Core's routing chose, whatever the target's spelling";

    public static readonly IReadOnlyDictionary<string, string> OfScheme = new Dictionary<string, string>
    {
        ["credential/bare-token"] = "a header without a scheme is no bearer credential to ASP.NET Core, as for JwtBearer",
        ["target/other-case"] = Routing,
        ["target/final-slash"] = Routing,
        ["target/empty-segment"] = Routing,
        ["target/dot-segment"] = Routing,
        ["target/encoded-dot-segment"] = Routing,
        ["target/semicolon"] = Routing,
        ["target/encoded-letter"] = Routing,
        ["target/encoded-backslash"] = Routing,
        ["target/double-encoding"] = Routing,
    };

    public static readonly IReadOnlyDictionary<string, string> OfDefinition = new Dictionary<string, string>();
}
