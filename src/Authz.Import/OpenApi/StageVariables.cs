using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>The stage variables of a document that stands alone: it has no stage, so their values are given.</summary>
internal sealed class StageVariables(IReadOnlyDictionary<string, string> parameters, ImportReport report)
{
    private const string Opening = "${stageVariables.";

    /// <summary>The URI with its variables replaced; null, with a notice, if the value of one is not given.</summary>
    public DefinitionNode? Expand(DefinitionNode uri)
    {
        string text = uri.Text;
        for (int start = text.IndexOf(Opening, StringComparison.Ordinal); start >= 0;
            start = text.IndexOf(Opening, start, StringComparison.Ordinal))
        {
            int end = text.IndexOf('}', start);
            string name = end < 0 ? "" : text[(start + 2)..end];
            if (!parameters.TryGetValue(name, out string? value) || value.Contains(Opening, StringComparison.Ordinal))
            {
                report.Notice(
                    uri.Position,
                    $"The integration to '{uri.Text}' depends on a stage, which the document does not have.",
                    end < 0 ? "Close the variable with '}'." : Gap.Remedy(name));
                return null;
            }

            text = text[..start] + value + text[(end + 1)..];
        }

        return DefinitionNode.String(text, uri.Position);
    }
}
