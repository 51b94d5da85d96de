using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>The conditions of a template. One that refers to itself, or to a parameter without value, is neither met nor unmet.</summary>
internal sealed class TemplateConditions(DefinitionNode root, TemplateEvaluator evaluator)
{
    // Conditions that refer to conditions: more than anyone writes, and few enough for the stack.
    private const int MaximumDepth = 64;

    private readonly Dictionary<string, bool?> _known = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>Whether a condition is met; null if that is not known.</summary>
    public bool? IsMet(string name)
    {
        if (_known.TryGetValue(name, out bool? isMet))
        {
            return isMet;
        }

        // Until it is evaluated, conditions that refer back to it find it unknown.
        _known.Add(name, null);
        _depth++;
        isMet = _depth <= MaximumDepth && root.Get("Conditions", name) is { } condition ? Evaluate(condition) : null;
        _depth--;
        _known[name] = isMet;
        return isMet;
    }

    /// <summary>How the values that a condition lacks are given.</summary>
    public string RemedyOf(string name)
    {
        string? remedy = null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        Collect(name);
        return remedy ?? $"Define the condition '{name}' under 'Conditions'.";

        void Collect(string condition)
        {
            if (seen.Count < MaximumDepth && seen.Add(condition) && root.Get("Conditions", condition) is { } value)
            {
                Walk(value);
            }
        }

        void Walk(DefinitionNode node)
        {
            if (node.Members is [{ Name: "Condition" } other])
            {
                Collect(other.Value.Text);
            }
            else if (node.Members is [{ Name: "Fn::Equals" or "Fn::Not" or "Fn::And" or "Fn::Or" } logical])
            {
                Walk(logical.Value);
            }
            else if (node.Kind == DefinitionNodeKind.List)
            {
                foreach (DefinitionNode item in node.Items)
                {
                    Walk(item);
                }
            }
            else if (evaluator.Evaluate(node) is { Kind: DefinitionNodeKind.Unresolved } gap)
            {
                remedy = Gap.Join(remedy, gap.Remedy);
            }
        }
    }

    private bool? Evaluate(DefinitionNode condition)
    {
        if (condition.Members is not [DefinitionMember function])
        {
            return null;
        }

        IReadOnlyList<DefinitionNode> arguments = function.Value.Items;
        return function.Name switch
        {
            "Condition" => IsMet(function.Value.Text),
            "Fn::Equals" when arguments.Count == 2 => AreEqual(arguments[0], arguments[1]),
            "Fn::Not" when arguments.Count == 1 => !Evaluate(arguments[0]),
            "Fn::And" => All(arguments, met: true),
            "Fn::Or" => !All(arguments, met: false),
            _ => null,
        };
    }

    private bool? AreEqual(DefinitionNode left, DefinitionNode right) =>
        evaluator.EvaluateText(left) is { } first && evaluator.EvaluateText(right) is { } second
            ? string.Equals(first, second, StringComparison.Ordinal)
            : null;

    // One condition can decide the result even if others are unknown.
    private bool? All(IEnumerable<DefinitionNode> conditions, bool met)
    {
        List<bool?> results = [.. conditions.Select(Evaluate)];
        if (results.Contains(!met))
        {
            return false;
        }

        return results.Contains(null) ? null : true;
    }
}
