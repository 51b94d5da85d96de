using System.Globalization;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>Finds the value of a variable's address (Serverless Framework documentation, Variables).</summary>
internal sealed class VariableSources(DefinitionNode root, ImportContext context)
{
    private const string DefaultStage = "dev";

    private static readonly string[] s_readable = [".yml", ".yaml", ".json"];

    private readonly ImportOptions _options = context.Options;

    /// <summary>The value, not resolved further; null if there is none.</summary>
    public DefinitionNode? Find(string address, DefinitionPosition position)
    {
        if (_options.Parameters.TryGetValue(address, out string? given))
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
            "opt" => _options.Parameters.GetValueOrDefault(name),
            "env" => _options.ReadEnvironmentVariable(name),
            "sls" when name == "stage" => Stage(),
            _ => null,
        };
        return source switch
        {
            "self" => FindBelow(root, name),
            _ when address.StartsWith("file(", StringComparison.Ordinal) => FindInFile(address, position),
            _ when bool.TryParse(address, out _) || int.TryParse(address, NumberStyles.None, CultureInfo.InvariantCulture, out _) =>
                DefinitionNode.String(address, position),
            _ => text is null ? null : DefinitionNode.String(text, position),
        };
    }

    private string Stage() =>
        _options.Parameters.GetValueOrDefault("opt:stage") ?? _options.Parameters.GetValueOrDefault("stage") ??
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

    private DefinitionNode? FindInFile(string address, DefinitionPosition position)
    {
        int end = address.IndexOf(')', StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        string path = address["file(".Length..end].Trim();
        DefinitionNode file = s_readable.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? context.Files.Read(path, position)
            : DefinitionNode.Unresolved(path, $"Give it with '--parameter {address}=VALUE': only YAML and JSON files are read.", position);
        string below = address[(end + 1)..].TrimStart(':');
        return file.Kind == DefinitionNodeKind.Unresolved ? file : FindBelow(file, below);
    }
}
