using Authz.Import.Templates;
using Authz.Import.Tree;

namespace Authz.Import.Terraform;

/// <summary>
/// Maps one HTTP API of a Terraform plan or state, as <c>terraform show -json</c> writes it (Terraform documentation, JSON output format), to
/// our own format. Each resource instance becomes the resource of a template of the same meaning.
/// </summary>
internal static class TerraformImporter
{
    /// <summary>The API in our own format; null if the file has no API, or several of which none is chosen.</summary>
    public static DefinitionNode? Import(DefinitionNode root, ImportContext context)
    {
        ImportReport report = context.Report;
        if (FormatDetection.IsTerraformConfiguration(root))
        {
            report.RefuseUnsupported(
                root.Find("resource")!.NamePosition,
                "This is Terraform's configuration, whose values only a plan knows.",
                "Run 'terraform plan -out plan' and 'terraform show -json plan > plan.json', and name that file.");
            return null;
        }

        TerraformReferences references = new(root, context);
        TerraformMembers.Check(root, references.Instances, report);
        DefinitionObjectBuilder built = new();
        foreach (TerraformResource resource in references.Instances)
        {
            TerraformResources.RefuseUnknownReferences(resource, references, report);
            if (TerraformResources.Build(resource, references, report) is { } node)
            {
                built.TryAdd(resource.Address, resource.Position, node);
            }
        }

        ImportReport inner = new();
        DefinitionNode? api = ImportApi(built.Build(root.Position), root, context with { Report = inner });
        TerraformWording.Move(inner, report);
        return api;
    }

    private static DefinitionNode? ImportApi(DefinitionNode resources, DefinitionNode root, ImportContext context)
    {
        ImportReport report = context.Report;
        TemplateResources template = new(resources, new TemplateEvaluator(resources, context), report);
        List<FileApi> apis = TemplateImporter.FindApis(template);
        if (apis.Count == 0)
        {
            report.Refuse(root.Position, "The plan has no HTTP API.", $"Add an '{TerraformResources.Api}'.");
            return null;
        }

        if (ApiChoice.Choose(apis, context.Options.Api, report) is not { } chosen)
        {
            return null;
        }

        MutualTls.RefuseIn(template, report);
        new TemplateRoutes(template, report).NoticeForeign();
        return new CloudFormationApi(template.Find(chosen.Id, TemplateImporter.ApiType)!, template, context).Import(root.Position);
    }
}
