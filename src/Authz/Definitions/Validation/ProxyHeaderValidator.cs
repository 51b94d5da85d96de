using Authz.FoldedNames;

namespace Authz.Definitions.Validation;

/// <summary>Reports headers that are read from a client although only a proxy may send them.</summary>
internal static class ProxyHeaderValidator
{
    /// <summary>Checks a header that an identity source or a mapping reads.</summary>
    public static void Validate(string path, string header, DefinitionReport report)
    {
        if (ProxyHeaders.Contains(header))
        {
            report.Add(
                path,
                $"'{header}' is a header that only a proxy may send: from a client it is removed on arrival.",
                "Read another header, or a variable such as '$context.identity.sourceIp'.");
        }
    }
}
