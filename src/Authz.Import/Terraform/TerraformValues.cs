using Authz.Import.Tree;

namespace Authz.Import.Terraform;

/// <summary>Reads the resource instances of a plan or state with their values.</summary>
internal sealed class TerraformValues(DefinitionNode root, ImportContext context)
{
    private readonly Dictionary<string, DefinitionNode> _unknown = (root.Get("resource_changes")?.Items ?? [])
        .Where(change => change.Get("address") is not null && change.Get("change", "after_unknown") is not null)
        .DistinctBy(change => change.Get("address")!.Text, StringComparer.Ordinal)
        .ToDictionary(change => change.Get("address")!.Text, change => change.Get("change", "after_unknown")!, StringComparer.Ordinal);

    /// <summary>The managed instances of every module.</summary>
    public IEnumerable<TerraformResource> Read() =>
        (root.Get("planned_values", "root_module") ?? root.Get("values", "root_module")) is { } module ? ReadModule(module, "", "") : [];

    private static string IndexOf(DefinitionNode? index) => index switch
    {
        null => "",
        { Kind: DefinitionNodeKind.Number } => $"[{index.Text}]",
        _ => $"[\"{index.Text}\"]",
    };

    private IEnumerable<TerraformResource> ReadModule(DefinitionNode module, string name, string instance)
    {
        foreach (DefinitionNode resource in module.Get("resources")?.Items ?? [])
        {
            if (resource.Get("address").PlainText() is { } address && resource.Get("mode").PlainText() == "managed"
                && resource.Get("type").PlainText() is { } type && resource.Get("name").PlainText() is { } own)
            {
                DefinitionNode values = resource.Get("values") ?? new DefinitionObjectBuilder().Build(resource.Position);
                yield return new TerraformResource(
                    address, name, instance, type, own, IndexOf(resource.Get("index")),
                    Complete(values, _unknown.GetValueOrDefault(address), address), resource.Position);
            }
        }

        foreach (DefinitionNode child in module.Get("child_modules")?.Items ?? [])
        {
            if (child.Get("address").PlainText() is { } address)
            {
                string last = address[instance.Length..];
                int bracket = last.IndexOf('[', StringComparison.Ordinal);
                string plain = bracket < 0 ? last : last[..bracket];
                foreach (TerraformResource resource in ReadModule(child, $"{name}{plain}.", address + "."))
                {
                    yield return resource;
                }
            }
        }
    }

    // 'after_unknown' has the shape of the values, with true for each that only deployment knows.
    private DefinitionNode Complete(DefinitionNode value, DefinitionNode? unknown, string address)
    {
        switch (unknown)
        {
            case { Kind: DefinitionNodeKind.Boolean, Text: "true" }:
                return context.Options.Parameters.TryGetValue(address, out string? given)
                    ? DefinitionNode.String(given, value.Position)
                    : DefinitionNode.Unresolved($"${{{address}}}", Gap.Remedy(address), value.Position);
            case { Kind: DefinitionNodeKind.Object }:
                DefinitionObjectBuilder members = new();
                foreach (string name in value.Members.Select(member => member.Name)
                    .Union(unknown.Members.Select(member => member.Name), StringComparer.Ordinal))
                {
                    DefinitionNode written = value.Find(name)?.Value ?? DefinitionNode.Null(value.Position);
                    members.Add(name, Complete(written, unknown.Find(name)?.Value, $"{address}.{name}"));
                }

                return members.Build(value.Position);
            case { Kind: DefinitionNodeKind.List, Items.Count: > 0 }:
                return DefinitionNode.List(
                    Enumerable.Range(0, Math.Max(value.Items.Count, unknown.Items.Count)).Select(index => Complete(
                        value.Items.ElementAtOrDefault(index) ?? DefinitionNode.Null(value.Position),
                        unknown.Items.ElementAtOrDefault(index),
                        $"{address}[{index}]")),
                    value.Position);
            default:
                return value;
        }
    }
}
