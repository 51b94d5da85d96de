namespace Authz;

/// <summary>What a decision means for the request. The zero value refuses.</summary>
public enum AuthorizationOutcome : byte
{
    /// <summary>No verdict can be reached now (503). Also the meaning of a decision that was never made.</summary>
    Unavailable = 0,

    /// <summary>The request target has more than one reading (400).</summary>
    BadRequest = 1,

    /// <summary>The request carries no valid token (401).</summary>
    Unauthorized = 2,

    /// <summary>The token is valid but does not suffice for the route (403).</summary>
    Forbidden = 3,

    /// <summary>No route of the definition matches (404).</summary>
    NotFound = 4,

    /// <summary>The request may proceed.</summary>
    Allowed = 5,
}
