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

    private static readonly string[] s_iterators = ["each.", "count.", "path.", "terraform."];

    private static readonly string[] s_keys = ["each.key", "count.index"];

    private readonly DefinitionNode? _configuration;

    // By type and address, and by type and id: a plan may have thousands of routes.
    private readonly Dictionary<(string Type, string Name), TerraformResource> _known = [];
    private readonly ILookup<(string Module, string Address), TerraformResource> _named;
    private readonly Dictionary<string, Dictionary<string, DefinitionNode>> _written = new(StringComparer.Ordinal);

    public TerraformReferences(DefinitionNode root, ImportContext context)
    {
        _configuration = root.Get("configuration", "root_module");
        Instances = [.. new TerraformValues(root, context).Read()];
        _named = Instances.ToLookup(instance => (instance.ModuleInstance, $"{instance.Type}.{instance.Name}"));
        foreach (TerraformResource instance in Instances)
        {
            _known.TryAdd((instance.Type, instance.Address), instance);
            _known.TryAdd((instance.Type, instance.Values.Get("id").PlainText() ?? instance.Address), instance);
        }
    }

    /// <summary>The resource instances.</summary>
    public IReadOnlyList<TerraformResource> Instances { get; }

    /// <summary>The instance of a type that a member refers to; null if it is not known.</summary>
    public TerraformResource? Find(TerraformResource from, string member, string type)
    {
        DefinitionNode? value = from.Values.Get(member);
        if (value.PlainText() is { } id)
        {
            return _known.GetValueOrDefault((type, id)) ?? _known.GetValueOrDefault((type, id[(id.LastIndexOf('/') + 1)..]));
        }

        // A known null refers to nothing, whatever its expression names.
        if (value is not { Kind: DefinitionNodeKind.Unresolved })
        {
            return null;
        }

        DefinitionNode? resource = WrittenIn(from.Module).GetValueOrDefault($"{from.Type}.{from.Name}");
        DefinitionNode? references = resource.Get("expressions", member, "references");

        // x[each.key] and x[each.value.other] look alike to who decides about access, so that only a backend is found by the same key.
        string index = TerraformResources.IsBackend(type) && UsesItsKeyAlone(references) ? from.Index : "";
        return Follow(references, from.Module, from.ModuleInstance, index, type, MaximumSteps);
    }

    private static bool UsesItsKeyAlone(DefinitionNode? references)
    {
        string[] iterators =
        [
            .. (references?.Items ?? []).Select(reference => reference.Text).Where(IsIterator),
        ];
        return iterators.Length > 0 && iterators.All(s_keys.Contains);
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

    private static bool IsIterator(string reference) =>
        s_iterators.Any(iterator => reference.StartsWith(iterator, StringComparison.Ordinal)) || reference is "each" or "count";

    // What an expression refers to; each is listed with its parts, such as aws_x.y[0].id, aws_x.y[0] and aws_x.y.
    private static int CountSources(IReadOnlyList<DefinitionNode> references)
    {
        string[] sources =
        [
            .. references.Select(reference => WithoutInstances(reference.Text))
                .Where(text => !IsIterator(text))
                .Select(text => string.Join('.', text.Split('.').Take(text.StartsWith(ModulePrefix, StringComparison.Ordinal) ? 3 : 2)))
                .Distinct(StringComparer.Ordinal),
        ];
        return sources.Count(source => !sources.Any(other => other.StartsWith(source + ".", StringComparison.Ordinal)));
    }

    private TerraformResource? Follow(DefinitionNode? references, string module, string instance, string index, string type, int steps)
    {
        // Of two, a condition in the expression decides, which a plan does not show.
        if (steps == 0 || references is null || CountSources(references.Items) != 1)
        {
            return null;
        }

        DefinitionNode first = references.Items.First(reference => !IsIterator(reference.Text));

        if (first.Text.StartsWith(type + ".", StringComparison.Ordinal))
        {
            return Instance(first.Text, instance, index, type);
        }

        if (first.Text.StartsWith(VariablePrefix, StringComparison.Ordinal) && module.Length > 0)
        {
            return FollowVariable(first.Text[VariablePrefix.Length..].Split('.')[0], module, instance, type, steps);
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

    private TerraformResource? FollowVariable(string name, string module, string instance, string type, int steps)
    {
        int parentEnd = module.TrimEnd('.').LastIndexOf(ModulePrefix, StringComparison.Ordinal);
        string parent = module[..parentEnd];
        string call = module[(parentEnd + ModulePrefix.Length)..].TrimEnd('.');
        int instanceEnd = instance.LastIndexOf(ModulePrefix + call, StringComparison.Ordinal);
        return Follow(
            Module(parent)?.Get("module_calls", call, "expressions", name, "references"),
            parent,
            instanceEnd < 0 ? "" : instance[..instanceEnd],
            index: "",
            type,
            steps - 1);
    }

    // The reference names the instance; or the instances of both sides belong together by their index; or there is only one.
    private TerraformResource? Instance(string reference, string module, string index, string type)
    {
        int start = type.Length + 1;
        int length = reference.AsSpan(start).IndexOfAny('.', '[');
        string name = length < 0 ? reference : reference[..(start + length)];
        bool isInstance = length >= 0 && reference[start + length] == '[';
        TerraformResource? only = null;
        int count = 0;
        foreach (TerraformResource candidate in _named[(module, name)])
        {
            if (isInstance ? candidate.Index.Length > 0 && IsNamed(reference, name + candidate.Index) : candidate.Index == index)
            {
                return candidate;
            }

            only = candidate;
            count++;
        }

        return count == 1 && !isInstance ? only : null;
    }

    private static bool IsNamed(string reference, string name) =>
        reference.StartsWith(name, StringComparison.Ordinal) && (reference.Length == name.Length || reference[name.Length] is '.' or '[');

    private Dictionary<string, DefinitionNode> WrittenIn(string module)
    {
        if (!_written.TryGetValue(module, out Dictionary<string, DefinitionNode>? resources))
        {
            resources = (Module(module)?.Get("resources")?.Items ?? [])
                .DistinctBy(resource => resource.Get("address").PlainText() ?? "", StringComparer.Ordinal)
                .ToDictionary(resource => resource.Get("address").PlainText() ?? "", StringComparer.Ordinal);
            _written.Add(module, resources);
        }

        return resources;
    }

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
