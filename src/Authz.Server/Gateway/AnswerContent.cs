namespace Authz.Server.Gateway;

/// <summary>Answers that have no content, even if a backend or function sends some (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5).</summary>
internal static class AnswerContent
{
    /// <summary>Takes the content's length off an answer whose status allows none; true if it is one.</summary>
    public static bool Drop(HttpResponse answer)
    {
        if (answer.StatusCode is not (
            StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified))
        {
            return false;
        }

        answer.ContentLength = null;
        answer.Headers.TransferEncoding = default;
        return true;
    }
}
