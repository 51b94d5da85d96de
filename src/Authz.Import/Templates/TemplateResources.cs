using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>The resources of a template that exist under its conditions.</summary>
internal sealed class TemplateResources
{
    private const string Loop = "Fn::ForEach";

    // The resources that importers read; others stay unevaluated.
    private static readonly string[] s_prefixes = ["AWS::ApiGatewayV2::", "AWS::Serverless::HttpApi", "AWS::Serverless::Function"];

    private readonly OrderedDictionary<string, TemplateResource> _resources = new(StringComparer.Ordinal);

    public TemplateResources(DefinitionNode root, TemplateEvaluator evaluator, ImportReport report)
    {
        foreach (DefinitionMember member in root.Get("Resources")?.Members ?? [])
        {
            if (member.Name.StartsWith(Loop, StringComparison.Ordinal))
            {
                report.RefuseUnsupported(member.NamePosition, "Loops over resources are not supported yet.", "Write the resources out.");
            }
            else if (member.Value.Get("Type").PlainText() is { } type && s_prefixes.Any(prefix => type.StartsWith(
                prefix,
                StringComparison.Ordinal)))
            {
                Add(member, type, evaluator, report);
            }
        }
    }

    public IEnumerable<TemplateResource> OfType(string type) => _resources.Values.Where(resource => resource.Type == type);

    public TemplateResource? Find(string? logicalId, string type) =>
        logicalId is not null && _resources.TryGetValue(logicalId, out TemplateResource? resource) && resource.Type == type
            ? resource
            : null;

    private void Add(DefinitionMember member, string type, TemplateEvaluator evaluator, ImportReport report)
    {
        bool? exists = true;
        if (member.Value.Get("Condition") is { } condition)
        {
            exists = evaluator.Conditions.IsMet(condition.Text);
            if (exists is null)
            {
                report.Refuse(
                    condition.Position,
                    $"Whether '{member.Name}' exists is not known: condition '{condition.Text}'.",
                    "Give the parameters of the condition with '--parameter NAME=VALUE'.",
                    DefinitionProblemCodes.Unresolved);
            }
        }

        if (exists == true)
        {
            DefinitionNode properties = member.Value.Get("Properties") is { } written && evaluator.Evaluate(written) is { } evaluated
                ? evaluated
                : new DefinitionObjectBuilder().Build(member.Value.Position);
            _resources.Add(member.Name, new TemplateResource(member.Name, member.NamePosition, type, properties));
        }
    }
}
