using System.Collections.ObjectModel;
using System.Text.Json;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Our own file format: the format of an API definition.</summary>
internal static class ApiFormat
{
    private const string Authorizers = "authorizers";
    private const string Routes = "routes";

    private static readonly string s_authorizer =
        $$"""{ "oneOf": [{{AuthorizerFormat.Authorizer.Reference}}, {{LambdaAuthorizerFormat.LambdaAuthorizer.Reference}}] }""";

    private static readonly ObjectFormat<ApiDefinition> s_api = new ObjectFormat<ApiDefinition>(
            "api", "An API: its authorizers and its routes.",
            new ApiDefinition
            {
                Authorizers = ReadOnlyDictionary<string, AuthorizerDefinition>.Empty,
                Routes = ReadOnlyDictionary<string, RouteDefinition>.Empty,
            })
        .Text("$schema", "The URL or path of this schema.", _ => null, (api, _) => api)
        .Text("name", "The API's name, for people.", api => api.Name, (api, name) => api with { Name = name })
        .Text("description", "A description of the API, for people.", _ => null, (api, _) => api)
        .Word(
            "compatibility", "Whose behaviour counts. Default: standard.",
            new Words<CompatibilityMode>(
                (CompatibilityProfile.Standard.Name, CompatibilityProfile.Standard.Mode),
                (CompatibilityProfile.Aws.Name, CompatibilityProfile.Aws.Mode)),
            api => api.Compatibility, (api, mode) => api with { Compatibility = mode })
        .Property(
            Authorizers, "The authorizers by the names that routes refer to.", SchemaType.Named(SchemaType.Reference("authorizer"), "^"),
            ReadAuthorizers, WriteAuthorizers)
        .Property(
            Routes, "The routes by route key, such as 'GET /pets/{id}'.",
            SchemaType.Named(RouteFormat.Route.Reference, RouteFormat.KeyPattern), ReadRoutes, WriteRoutes, isRequired: true)
        .Object("cors", "Cross-origin rules.", CorsFormat.Cors, api => api.Cors, (api, cors) => api with { Cors = cors })
        .Objects(
            "stages", "The stages by name.", @"^(\$default|[A-Za-z0-9_-]{1,128})$", StageFormat.Stage,
            api => api.Stages is { Count: > 0 } stages ? stages : null, (api, stages) => api with { Stages = stages });

    /// <summary>Reads a positioned tree. Members that cannot be read are reported and left out.</summary>
    public static ApiDefinition Read(DefinitionNode root, DefinitionReport report) =>
        s_api.Read(DefinitionObject.Of(name: "", path: "", root, report));

    /// <summary>Writes a definition as JSON.</summary>
    public static void Write(Utf8JsonWriter writer, ApiDefinition definition) => s_api.Write(writer, definition);

    /// <summary>
    /// Writes the format's JSON Schema (draft 7). It is looser than the validators, which see how values fit together, and never stricter.
    /// </summary>
    public static void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        writer.WriteString("title", "Authz API definition");
        s_api.WriteSchema(writer);
        writer.WriteStartObject("definitions");
        writer.WriteStartObject("authorizer");
        SchemaType.WriteMembers(writer, s_authorizer);
        writer.WriteEndObject();
        writer.WriteStartObject(ConditionFormat.Name);
        SchemaType.WriteMembers(writer, ConditionFormat.Schema);
        writer.WriteEndObject();
        Define(writer, AuthorizerFormat.Authorizer);
        Define(writer, TokenBindingFormat.TokenBinding);
        Define(writer, RevocationFormat.Revocation);
        Define(writer, LambdaAuthorizerFormat.LambdaAuthorizer);
        Define(writer, IssuerFormat.Issuer);
        Define(writer, ProtectedResourceFormat.ProtectedResource);
        Define(writer, RouteFormat.Route);
        Define(writer, StepUpFormat.StepUp);
        Define(writer, ToolFormat.Tool);
        Define(writer, IntegrationFormat.Integration);
        Define(writer, CorsFormat.Cors);
        Define(writer, StageFormat.Stage);
        Define(writer, StageFormat.RouteSettings);
        Define(writer, StageFormat.AccessLogSettings);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Define<T>(Utf8JsonWriter writer, ObjectFormat<T> format)
    {
        writer.WriteStartObject(format.Name);
        format.WriteSchema(writer);
        writer.WriteEndObject();
    }

    private static ApiDefinition ReadAuthorizers(DefinitionObject file, ApiDefinition api)
    {
        ILookup<bool, DefinitionObject> authorizers = file.Objects(Authorizers).ToLookup(IsLambda);
        return api with
        {
            Authorizers = AuthorizerFormat.Authorizer.ReadAll(authorizers[false]),
            LambdaAuthorizers = LambdaAuthorizerFormat.LambdaAuthorizer.ReadAll(authorizers[true]),
        };
    }

    // If the type is missing or unknown, which is reported, the members decide.
    private static bool IsLambda(DefinitionObject authorizer) => authorizer.RequireType("JWT", "REQUEST") switch
    {
        "REQUEST" => true,
        "JWT" => false,
        _ => authorizer.Has("authorizerUri"),
    };

    private static void WriteAuthorizers(Utf8JsonWriter writer, ApiDefinition api)
    {
        writer.WriteStartObject(Authorizers);
        ValueWriter.WriteMembers(writer, api.Authorizers, AuthorizerFormat.Authorizer.Write);
        ValueWriter.WriteMembers(writer, api.LambdaAuthorizers, LambdaAuthorizerFormat.LambdaAuthorizer.Write);
        writer.WriteEndObject();
    }

    private static ApiDefinition ReadRoutes(DefinitionObject file, ApiDefinition api) => api with
    {
        Routes = new OrderedDictionary<string, RouteDefinition>(
            file.Objects(Routes).Select(route => KeyValuePair.Create(route.Name, RouteFormat.Read(route, api))), StringComparer.Ordinal),
    };

    private static void WriteRoutes(Utf8JsonWriter writer, ApiDefinition api)
    {
        writer.WritePropertyName(Routes);
        ValueWriter.Write(writer, api.Routes, RouteFormat.Route.Write);
    }
}
