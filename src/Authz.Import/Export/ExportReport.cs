using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Import.Export;

/// <summary>Collects what cannot be exported, by its path in our own format.</summary>
internal sealed class ExportReport
{
    public DefinitionReport Problems { get; } = new();

    public DefinitionReport Notices { get; } = new();

    /// <summary>Reports something that AWS or the format cannot do.</summary>
    public void Refuse(string path, string message, string remedy) =>
        Problems.Add(path, message, remedy, code: DefinitionProblemCodes.Unsupported);

    public void Notice(string path, string message, string remedy) =>
        Notices.Add(path, message, remedy, code: DefinitionProblemCodes.Unsupported);

    /// <summary>The path to what stands under these names.</summary>
    public static string PathTo(params ReadOnlySpan<string> names)
    {
        string path = "";
        foreach (string name in names)
        {
            path = JsonPointer.Append(path, name);
        }

        return path;
    }
}
