using Authz.Import.Tree;

namespace Authz.Import.Terraform;

/// <summary>
/// Finds the resource that another refers to: by its id where that is known, else by the reference in the plan's configuration. Nothing is
/// guessed: a reference through a local value, which a plan does not show, is asked for by <c>--parameter ADDRESS.MEMBER=ADDRESS</c>.
/// </summary>
internal sealed class TerraformReferences
{
    private const int MaximumSteps = 32;
    private const string ModulePrefix = "module.";
    private const string VariablePrefix = "var.";

    private readonly DefinitionNode? _configuration;

    public TerraformReferences(DefinitionNode root, ImportContext context)
    {
        _configuration = root.Get("configuration", "root_module");
        Instances = [.. new TerraformValues(root, context).Read()];
    }

    /// <summary>The resource instances.</summary>
    public IReadOnlyList<TerraformResource> Instances { get; }

    /// <summary>The instance of a type that a member refers to; null if it is not known.</summary>
    public TerraformResource? Find(TerraformResource from, string member, string type)
    {
        DefinitionNode? value = from.Values.Get(member);
        if (value.PlainText() is { } id)
        {
            string last = id[(id.LastIndexOf('/') + 1)..];
            return Instances.FirstOrDefault(instance => instance.Type == type &&
                (instance.Address == id || instance.Values.Get("id").PlainText() is { } own && (own == id || own == last)));
        }

        // A known null refers to nothing, whatever its expression names.
        if (value is not { Kind: DefinitionNodeKind.Unresolved })
        {
            return null;
        }

        DefinitionNode? resource = Module(from.Module)?.Get("resources")?.Items.FirstOrDefault(written =>
            written.Get("address").PlainText() == $"{from.Type}.{from.Name}");
        return Follow(resource.Get("expressions", member, "references"), from.Module, from.ModuleInstance, from.Index, type, MaximumSteps);
    }

    private static string WithoutInstances(string address)
    {
        string plain = "";
        bool isInside = false;
        foreach (char character in address)
        {
            isInside = character == '[' || (isInside && character != ']');
            plain += isInside || character == ']' ? "" : character;
        }

        return plain;
    }

    private TerraformResource? Follow(DefinitionNode? references, string module, string instance, string index, string type, int steps)
    {
        if (steps == 0 || references?.Items is not [DefinitionNode first, ..])
        {
            return null;
        }

        if (first.Text.StartsWith(type + ".", StringComparison.Ordinal))
        {
            return Instance(first.Text, instance, index, type);
        }

        if (first.Text.StartsWith(VariablePrefix, StringComparison.Ordinal) && module.Length > 0)
        {
            return FollowVariable(first.Text[VariablePrefix.Length..].Split('.')[0], module, instance, index, type, steps);
        }

        if (!first.Text.StartsWith(ModulePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        // module.pets.api_id, or module.pets[0].api_id
        string[] names = WithoutInstances(first.Text).Split('.');
        string call = first.Text[..first.Text.LastIndexOf('.')];
        string child = $"{module}{ModulePrefix}{names[1]}.";
        return names.Length < 3 ? null : Follow(
            Module(child)?.Get("outputs", names[2], "expression", "references"), child, $"{instance}{call}.", index: "", type, steps - 1);
    }

    private TerraformResource? FollowVariable(string name, string module, string instance, string index, string type, int steps)
    {
        int parentEnd = module.TrimEnd('.').LastIndexOf(ModulePrefix, StringComparison.Ordinal);
        string parent = module[..parentEnd];
        string call = module[(parentEnd + ModulePrefix.Length)..].TrimEnd('.');
        int instanceEnd = instance.LastIndexOf(ModulePrefix + call, StringComparison.Ordinal);
        return Follow(
            Module(parent)?.Get("module_calls", call, "expressions", name, "references"),
            parent,
            instanceEnd < 0 ? "" : instance[..instanceEnd],
            index,
            type,
            steps - 1);
    }

    // The reference names the instance; or the instances of both sides belong together by their index; or there is only one.
    private TerraformResource? Instance(string reference, string module, string index, string type)
    {
        TerraformResource[] instances =
            [.. Instances.Where(candidate => candidate.Type == type && candidate.ModuleInstance == module
                && IsNamed(reference, $"{type}.{candidate.Name}"))];
        return instances.FirstOrDefault(candidate => candidate.Index.Length > 0
                && IsNamed(reference, $"{type}.{candidate.Name}{candidate.Index}"))
            ?? instances.FirstOrDefault(candidate => candidate.Index == index)
            ?? (instances is [TerraformResource only] ? only : null);
    }

    private static bool IsNamed(string reference, string name) =>
        reference.StartsWith(name, StringComparison.Ordinal) && (reference.Length == name.Length || reference[name.Length] is '.' or '[');

    private DefinitionNode? Module(string module)
    {
        DefinitionNode? found = _configuration;
        foreach (string name in module.Split('.', StringSplitOptions.RemoveEmptyEntries).Where((_, position) => position % 2 == 1))
        {
            found = found.Get("module_calls", name, "module");
        }

        return found;
    }
}
