using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>The resources of a template that exist under its conditions.</summary>
internal sealed class TemplateResources
{
    private const string FunctionPrefix = "Fn::";

    // The resources that importers read; others stay unevaluated.
    private static readonly string[] s_prefixes = ["AWS::ApiGatewayV2::", "AWS::Serverless::HttpApi", "AWS::Serverless::Function"];

    private readonly OrderedDictionary<string, TemplateResource> _resources = new(StringComparer.Ordinal);
    private readonly TemplateEvaluator _evaluator;
    private readonly ImportReport _report;

    public TemplateResources(DefinitionNode? resources, TemplateEvaluator evaluator, ImportReport report)
    {
        _evaluator = evaluator;
        _report = report;
        foreach (DefinitionMember member in resources?.Members ?? [])
        {
            if (member.Name.StartsWith(FunctionPrefix, StringComparison.Ordinal))
            {
                report.RefuseUnsupported(
                    member.NamePosition, $"'{member.Name}' in place of resources is not read.", "Write the resources out.");
            }
            else if (IsRead(member.Value))
            {
                Add(member);
            }
        }
    }

    /// <summary>Whether importers read a resource.</summary>
    public static bool IsRead(DefinitionNode resource) => resource.Get("Type").PlainText() is { } type && s_prefixes.Any(prefix =>
        type.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether it is not known of some resource if it exists, which is reported.</summary>
    public bool IsIncomplete { get; private set; }

    public IEnumerable<TemplateResource> OfType(string type) => _resources.Values.Where(resource => resource.Type == type);

    public TemplateResource? Find(string? logicalId, string type) =>
        logicalId is not null && _resources.TryGetValue(logicalId, out TemplateResource? resource) && resource.Type == type
            ? resource
            : null;

    /// <summary>Whether the template has an HTTP API of this logical id.</summary>
    public bool HasApi(string? logicalId) =>
        Find(logicalId, TemplateImporter.ApiType) is not null || Find(logicalId, SamApi.Type) is not null;

    private void Add(DefinitionMember member)
    {
        bool? exists = true;
        if (member.Value.Get("Condition") is { } condition)
        {
            exists = _evaluator.Conditions.IsMet(condition.Text);
            if (exists is null)
            {
                IsIncomplete = true;
                _report.Refuse(
                    condition.Position,
                    $"Whether '{member.Name}' exists is not known: condition '{condition.Text}'.",
                    _evaluator.Conditions.RemedyOf(condition.Text),
                    DefinitionProblemCodes.Unresolved);
            }
        }

        if (exists == true)
        {
            DefinitionNode? written = member.Value.Get("Properties");
            DefinitionNode properties = written is not null && _evaluator.Evaluate(written) is { } evaluated
                ? evaluated
                : new DefinitionObjectBuilder().Build(member.Value.Position);
            if (properties.Kind == DefinitionNodeKind.Unresolved)
            {
                _report.RefuseUnresolved(properties, $"The properties of '{member.Name}'");
            }

            string type = member.Value.Get("Type").PlainText()!;
            _resources.Add(member.Name, new TemplateResource(member.Name, member.NamePosition, type, properties, written));
        }
    }
}
