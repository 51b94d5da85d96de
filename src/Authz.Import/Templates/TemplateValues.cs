using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// The values of a template's references: given values, parameters with defaults, and names known only after deployment.
/// </summary>
internal sealed class TemplateValues(DefinitionNode root, ImportOptions options)
{
    private const string NoValue = "AWS::NoValue";
    private const string SystemsManagerType = "AWS::SSM::";

    /// <summary>The value of <c>Ref</c>; null for <c>AWS::NoValue</c>, which removes the member.</summary>
    public DefinitionNode? Ref(string name, DefinitionPosition position)
    {
        if (IsPartOfApi(name))
        {
            // What belongs to which API is read from these references, so no value replaces them.
            return Unknown(name, position);
        }

        if (options.Parameters.TryGetValue(name, out string? given))
        {
            return Parameter(root.Get("Parameters", name), given, position);
        }

        if (root.Get("Parameters", name) is { } parameter)
        {
            string type = parameter.Get("Type").PlainText() ?? "";
            return parameter.Get("Default").PlainText() is { } text && !type.StartsWith(SystemsManagerType, StringComparison.Ordinal)
                ? Parameter(parameter, text, position)
                : Unknown(name, position);
        }

        return name switch
        {
            NoValue => null,
            "AWS::Partition" => DefinitionNode.String("aws", position),
            "AWS::URLSuffix" => DefinitionNode.String("amazonaws.com", position),
            _ => Unknown(name, position),
        };
    }

    /// <summary>The value of another stack's export, which is not a resource of this template even if it has the name of one.</summary>
    public DefinitionNode Import(string name, DefinitionPosition position) =>
        root.Get("Resources", name) is null || options.Parameters.ContainsKey(name)
            ? Named(name, position)
            : DefinitionNode.Unresolved($"Fn::ImportValue {name}", Gap.Remedy(name), position);

    /// <summary>The value of something that only deployment knows, such as a resource's attribute.</summary>
    public DefinitionNode Named(string name, DefinitionPosition position) =>
        options.Parameters.TryGetValue(name, out string? given) ? DefinitionNode.String(given, position) : Unknown(name, position);

    /// <summary>The value of <c>Fn::FindInMap</c>; null if the map has no such value.</summary>
    public DefinitionNode? FindInMap(string map, string first, string second) => root.Get("Mappings", map, first, second);

    private static DefinitionNode Parameter(DefinitionNode? parameter, string text, DefinitionPosition position)
    {
        string type = parameter.Get("Type").PlainText() ?? "";
        return type == "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal)
            ? DefinitionNode.List([.. text.Split(',').Select(item => DefinitionNode.String(item.Trim(), position))], position)
            : DefinitionNode.String(text, position);
    }

    private static DefinitionNode Unknown(string name, DefinitionPosition position) =>
        DefinitionNode.Unresolved($"${{{name}}}", Gap.Remedy(name), position);

    private bool IsPartOfApi(string name) => root.Get("Resources", name, "Type").PlainText() is { } type
        && (type.StartsWith("AWS::ApiGatewayV2::", StringComparison.Ordinal) || type == SamApi.Type);
}
