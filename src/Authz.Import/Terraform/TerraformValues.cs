using Authz.Import.Tree;

namespace Authz.Import.Terraform;

/// <summary>Reads the resource instances of a plan or state with their values.</summary>
internal sealed class TerraformValues(DefinitionNode root, ImportContext context)
{
    private const string ModulePrefix = "module.";

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
            if (resource.Get("address").PlainText() is { } address && resource.Get("mode").PlainText() is { } mode
                && resource.Get("type").PlainText() is { } type && resource.Get("name").PlainText() is { } own)
            {
                DefinitionNode values = resource.Get("values") ?? new DefinitionObjectBuilder().Build(resource.Position);
                if (mode == "managed")
                {
                    yield return new TerraformResource(
                        address, name, instance, type, own, IndexOf(resource.Get("index")),
                        Complete(values, _unknown.GetValueOrDefault(address), address), resource.Position);
                }
            }
            else
            {
                Refuse(resource, "A resource has no 'address', 'mode', 'type' or 'name'.");
            }
        }

        foreach (DefinitionNode child in module.Get("child_modules")?.Items ?? [])
        {
            if (child.Get("address").PlainText() is not { } address || CallOf(address, instance) is not { } call)
            {
                Refuse(child, "A module has no address below that of its parent.");
                continue;
            }

            foreach (TerraformResource resource in ReadModule(child, $"{name}{ModulePrefix}{call}.", address + "."))
            {
                yield return resource;
            }
        }
    }

    // The name of a module's call: of module.pets["a"].module.routes[0] below module.pets["a"]. it is routes.
    private static string? CallOf(string address, string parent)
    {
        string prefix = parent + ModulePrefix;
        if (!address.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        string call = address[prefix.Length..].Split('[')[0];
        return call.Length > 0 && !call.Contains('.', StringComparison.Ordinal) ? call : null;
    }

    private void Refuse(DefinitionNode value, string message) =>
        context.Report.Refuse(value.Position, message, "Write the file with 'terraform show -json'.");

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
