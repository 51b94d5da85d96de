using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Client certificates that a custom domain asks for: to leave them out in silence would open the API to who has none.</summary>
internal static class MutualTls
{
    /// <summary>The type of custom domains.</summary>
    public const string DomainType = "AWS::ApiGatewayV2::DomainName";

    private const string Member = "MutualTlsAuthentication";

    /// <summary>Refuses those of the domains beside the API, in a template or in a serverless.yml.</summary>
    public static void RefuseIn(TemplateResources resources, ImportReport report)
    {
        foreach (TemplateResource domain in resources.OfType(DomainType))
        {
            RefuseIn(domain.Properties, report);
        }
    }

    /// <summary>Refuses those of a domain.</summary>
    public static void RefuseIn(DefinitionNode? domain, ImportReport report)
    {
        if (domain?.Find(Member) is { } asked)
        {
            report.RefuseUnsupported(
                asked.NamePosition,
                $"The domain asks for client certificates ('{Member}'), which are not asked for here.",
                "Ask for them in front of the gateway, or in its Kestrel file, and import a copy without this member.");
        }
    }
}
