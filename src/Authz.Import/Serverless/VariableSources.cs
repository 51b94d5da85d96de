using System.Globalization;
using Authz.Definitions;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Serverless;

/// <summary>Finds the value of a variable's address (Serverless Framework documentation, Variables).</summary>
internal sealed class VariableSources(DefinitionNode root, ImportOptions options)
{
    private const string DefaultStage = "dev";

    private readonly Dictionary<string, DefinitionNode?> _files = new(StringComparer.Ordinal);

    /// <summary>The value, not resolved further; null if there is none.</summary>
    public DefinitionNode? Find(string address, DefinitionPosition position)
    {
        if (options.Parameters.TryGetValue(address, out string? given))
        {
            return DefinitionNode.String(given, position);
        }

        if (address is ['\'' or '"', .., '\'' or '"'])
        {
            return DefinitionNode.String(address[1..^1], position);
        }

        int colon = address.IndexOf(':', StringComparison.Ordinal);
        string source = colon < 0 ? address : address[..colon];
        string name = colon < 0 ? "" : address[(colon + 1)..];
        string? text = source switch
        {
            "opt" => options.Parameters.GetValueOrDefault(name),
            "env" => options.ReadEnvironmentVariable(name),
            "sls" when name == "stage" => Stage(),
            _ => null,
        };
        return source switch
        {
            "self" => FindBelow(root, name),
            _ when address.StartsWith("file(", StringComparison.Ordinal) => FindInFile(address),
            _ when bool.TryParse(address, out _) || int.TryParse(address, NumberStyles.None, CultureInfo.InvariantCulture, out _) =>
                DefinitionNode.String(address, position),
            _ => text is null ? null : DefinitionNode.String(text, position),
        };
    }

    private string Stage() =>
        options.Parameters.GetValueOrDefault("opt:stage") ?? options.Parameters.GetValueOrDefault("stage") ??
        (root.Get("provider", "stage").PlainText() is { } stage && !VariableText.HasVariable(stage) ? stage : DefaultStage);

    private static DefinitionNode? FindBelow(DefinitionNode? node, string path)
    {
        foreach (string name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is { Kind: DefinitionNodeKind.List } && int.TryParse(
                name,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int index)
                ? node.Items.ElementAtOrDefault(index)
                : node.Get(name);
        }

        return node;
    }

    private DefinitionNode? FindInFile(string address)
    {
        int end = address.IndexOf(')', StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string path = address["file(".Length..end].Trim();
        if (!_files.TryGetValue(path, out DefinitionNode? file))
        {
            // A file that is not JSON or YAML has no value here: the variable stays unresolved.
            file = options.ReadFile(path) is { } content ? SourceText.Read(content, new DefinitionReport()) : null;
            _files.Add(path, file);
        }

        return FindBelow(file, address[(end + 1)..].TrimStart(':'));
    }
}
