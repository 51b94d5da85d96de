using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Warns of an import that continues without the routes whose authorizer could not be made.</summary>
internal static class FailOnWarnings
{
    public static void Check(DefinitionNode properties, DefinitionPosition position, ImportReport report)
    {
        if (properties.Get("FailOnWarnings").PlainText() != "true")
        {
            report.Notice(
                properties.Get("FailOnWarnings")?.Position ?? position,
                "If an issuer cannot be reached at deployment, the service drops its authorizer and routes without an error.",
                "Set 'FailOnWarnings' to true.",
                "fail_on_warnings_off");
        }
    }
}
