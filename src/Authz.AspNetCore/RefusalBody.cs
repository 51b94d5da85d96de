namespace Authz.AspNetCore;

/// <summary>The body of a refusal. Status and headers are the same for all bodies.</summary>
public enum RefusalBody
{
    /// <summary>Nothing, as JwtBearer answers.</summary>
    None = 0,

    /// <summary>The JSON of API Gateway, such as <c>{"message":"Unauthorized"}</c>.</summary>
    Message,

    /// <summary>Problem details (RFC 9457) with the reason's code, written by the application's <c>IProblemDetailsService</c>.</summary>
    ProblemDetails,
}
