namespace Authz.Server.Gateway.Requests;

/// <summary>The answer to a request whose body was not read to its end: too large, too slow, or wrongly framed.</summary>
internal static class BodyFault
{
    /// <summary>The answer with this status, which says who was at fault; 400 for any that the gateway does not give.</summary>
    public static ServiceAnswer AnswerTo(int statusCode) => statusCode switch
    {
        StatusCodes.Status408RequestTimeout => ServiceAnswer.RequestTimeout,
        StatusCodes.Status413PayloadTooLarge => ServiceAnswer.RequestEntityTooLarge,
        StatusCodes.Status503ServiceUnavailable => ServiceAnswer.ServiceUnavailable,
        _ => ServiceAnswer.BadRequest,
    };
}
