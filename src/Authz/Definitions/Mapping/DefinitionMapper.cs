using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Maps a positioned tree to the model. Members that cannot be mapped are reported and left out.</summary>
internal static class DefinitionMapper
{
    public static ApiDefinition Map(DefinitionNode root, DefinitionReport report)
    {
        DefinitionObject file = DefinitionObject.Of(name: "", path: "", root, report);
        file.String("$schema");
        file.String("description");
        ILookup<bool, DefinitionObject> authorizers = file.Objects("authorizers").ToLookup(AuthorizerMapper.IsLambda);
        Dictionary<string, string> types = authorizers
            .SelectMany(
                kind => kind.Select(authorizer => KeyValuePair.Create(authorizer.Name, kind.Key ? RouteMapper.Lambda : RouteMapper.Jwt)))
            .ToDictionary(StringComparer.Ordinal);
        ApiDefinition definition = new()
        {
            Name = file.String("name"),
            Compatibility = file.OneOf("compatibility", "standard", "aws") == "aws" ? CompatibilityMode.Aws : CompatibilityMode.Standard,
            Authorizers = ByName(authorizers[false], AuthorizerMapper.Map),
            LambdaAuthorizers = ByName(authorizers[true], LambdaAuthorizerMapper.Map),
            Routes = ByName(file.Objects("routes"), route => RouteMapper.Map(route, types)),
            Cors = file.Object("cors") is { } cors ? MapCors(cors) : null,
            Stages = ByName(file.Objects("stages"), StageMapper.Map),
        };
        file.Finish();
        return definition;
    }

    // In the order of the file, which is the order in which people look for them.
    private static OrderedDictionary<string, T> ByName<T>(IEnumerable<DefinitionObject> objects, Func<DefinitionObject, T> map) =>
        new(objects.Select(value => KeyValuePair.Create(value.Name, map(value))), StringComparer.Ordinal);

    private static CorsDefinition MapCors(DefinitionObject cors)
    {
        CorsDefinition definition = new()
        {
            AllowOrigins = cors.Strings("allowOrigins") ?? [],
            AllowMethods = cors.Strings("allowMethods") ?? [],
            AllowHeaders = cors.Strings("allowHeaders") ?? [],
            ExposeHeaders = cors.Strings("exposeHeaders") ?? [],
            MaxAge = cors.WholeNumber("maxAge"),
            AllowCredentials = cors.Boolean("allowCredentials") ?? false,
        };
        cors.Finish();
        return definition;
    }
}
