using System.Globalization;
using Authz.Definitions;

namespace Authz.Import.Tree;

/// <summary>Says of a Lambda authorizer that it is not supported yet, and which trap its result cache is.</summary>
internal static class LambdaAuthorizerReport
{
    public const string SharedCache = "authorizer_cache_shared";

    public static void Refuse(ImportReport report, string name, DefinitionPosition position) => report.RefuseUnsupported(
        position,
        $"'{name}' is a Lambda authorizer, which is not supported yet.",
        "Use a JWT authorizer for its routes, or leave them out of the file that Authz runs.");

    /// <summary>A cached result is reused for every route, unless the route key is among the identity sources.</summary>
    public static void NoticeCache(ImportReport report, string name, DefinitionNode? timeToLive, bool hasRouteKey)
    {
        bool isCached = int.TryParse(timeToLive.PlainText(), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0;
        if (isCached && !hasRouteKey)
        {
            report.Notice(
                timeToLive!.Position,
                $"The result of '{name}' is cached for {seconds} s and reused for every route of the same caller.",
                "Add '$context.routeKey' to the identity sources, answer for the whole API, or set the time to 0.",
                SharedCache);
        }
    }
}
