namespace Authz.Definitions.Parameters;

/// <summary>Where a part of a mapping's value comes from.</summary>
internal enum MappingSource : byte
{
    /// <summary>The definition itself.</summary>
    Text,

    /// <summary><c>request.header.NAME</c>; several values are joined with commas.</summary>
    RequestHeader,

    /// <summary><c>request.querystring.NAME</c>; several values are joined with commas.</summary>
    RequestQueryString,

    /// <summary><c>request.body</c> or <c>request.body.PATH</c>.</summary>
    RequestBody,

    /// <summary><c>request.path</c>, without the stage.</summary>
    RequestPath,

    /// <summary><c>request.path.NAME</c>: a path variable.</summary>
    PathVariable,

    /// <summary><c>response.header.NAME</c>.</summary>
    ResponseHeader,

    /// <summary><c>response.body</c> or <c>response.body.PATH</c>.</summary>
    ResponseBody,

    /// <summary><c>context.NAME</c>, such as <c>context.authorizer.claims.sub</c>.</summary>
    Context,

    /// <summary><c>stageVariables.NAME</c>.</summary>
    StageVariable,
}
