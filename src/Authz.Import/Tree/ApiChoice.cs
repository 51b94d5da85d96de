using Authz.Definitions;

namespace Authz.Import.Tree;

/// <summary>Chooses the one HTTP API of a file that is imported.</summary>
internal static class ApiChoice
{
    /// <summary>
    /// The API; null, with the problem reported, if the file has none of the asked name, or has several and none is asked for.
    /// </summary>
    /// <param name="apis">The file's APIs; at least one.</param>
    /// <param name="asked">The name that is asked for; null for the only one.</param>
    /// <param name="report">Collects the problems, and the names.</param>
    public static FileApi? Choose(IReadOnlyList<FileApi> apis, string? asked, ImportReport report)
    {
        report.Apis = [.. apis.Select(api => api.Id)];
        string names = string.Join(", ", apis.Select(api => $"'{api.Id}'"));
        if (asked is null && apis.Count > 1)
        {
            report.Refuse(apis[1].Position, $"The file has {apis.Count} HTTP APIs: {names}.", "Choose one with '--api NAME'.");
            return null;
        }

        if (asked is null)
        {
            return apis[0];
        }

        FileApi[] found = [.. apis.Where(api => api.Id == asked)];
        found = found.Length > 0 ? found : [.. apis.Where(api => api.Title == asked)];
        if (found is [FileApi chosen])
        {
            return chosen;
        }

        report.Refuse(
            apis[0].Position,
            found.Length == 0 ? $"There is no HTTP API '{asked}' in the file." : $"Several HTTP APIs have the title '{asked}'.",
            NearestName.Find(asked, apis.Select(api => api.Id)) is { } meant ? $"Did you mean '{meant}'?" : $"Name one of {names}.");
        return null;
    }
}
