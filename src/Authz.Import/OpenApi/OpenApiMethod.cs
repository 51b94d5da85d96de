
namespace Authz.Import.OpenApi;

/// <summary>The method for which a member of a path item stands.</summary>
internal readonly record struct OpenApiMethod(OpenApiMethodKind Kind, string Name)
{
    private const string AnyMethod = "x-amazon-apigateway-any-method";

    public static OpenApiMethod Of(string member) => member switch
    {
        AnyMethod => new OpenApiMethod(OpenApiMethodKind.Operation, RouteMethods.Any),
        "get" or "put" or "post" or "delete" or "options" or "head" or "patch" =>
            new OpenApiMethod(OpenApiMethodKind.Operation, member.ToUpperInvariant()),
        "trace" => new OpenApiMethod(OpenApiMethodKind.Unsupported, member),
        _ => default,
    };
}
