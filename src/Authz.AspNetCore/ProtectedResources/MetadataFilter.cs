using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Definitions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.ProtectedResources;

/// <summary>Serves the metadata of the schemes' resources in front of the application's own middleware.</summary>
internal sealed class MetadataFilter(Schemes schemes, IEnumerable<SchemeName> names) : IStartupFilter
{
    private readonly string[] _names = [.. names.Select(scheme => scheme.Name).Distinct(StringComparer.Ordinal)];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        schemes.CompileAll();
        RequireOneEach();
        app.Use(inner => context => Begin(context) ?? inner(context));
        next(app);
    };

    // Read anew: a scheme's options may be reloaded.
    private Task? Begin(HttpContext context)
    {
        string target = context.ToAuthorizationRequest().Target;
        foreach (string name in _names)
        {
            if (MetadataAnswer.Begin(context, target, schemes.Get(name).Compiled!.Engine) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    private void RequireOneEach()
    {
        IEnumerable<ProtectedResourceMetadata> all = _names.SelectMany(name => schemes.Get(name).Compiled!.Engine.ProtectedResources);
        foreach (IGrouping<string, ProtectedResourceMetadata> same in all.GroupBy(resource => resource.Target, StringComparer.Ordinal))
        {
            if (same.Any(other => !other.Json.Span.SequenceEqual(same.First().Json.Span)))
            {
                throw new InvalidOperationException(
                    $"Two schemes describe a resource differently at '{same.Key}', and only the request's 'Host' could tell them apart. " +
                    "Give each resource a path of its own, or both schemes the same description.");
            }
        }
    }
}
