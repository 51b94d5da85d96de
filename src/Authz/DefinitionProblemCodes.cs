namespace Authz;

/// <summary>The codes of problems that keep a definition from being used; a loader may add its own.</summary>
public static class DefinitionProblemCodes
{
    /// <summary>A part of the definition is not what it must be. The code of every problem without another.</summary>
    public const string Invalid = "definition_invalid";

    /// <summary>A value that is needed is left to be decided elsewhere.</summary>
    public const string Unresolved = "value_unresolved";

    /// <summary>The file asks for something that Authz cannot do.</summary>
    public const string Unsupported = "not_supported";

    /// <summary>An issuer has no audience.</summary>
    public const string AudienceMissing = "audience_missing";

    /// <summary>A route names an authorizer that there is not.</summary>
    public const string AuthorizerUnknown = "authorizer_unknown";

    /// <summary>Two routes match the same requests.</summary>
    public const string RouteConflict = "route_conflict";
}
