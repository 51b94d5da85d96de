using System.Buffers.Text;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// Request ids in the service's form: 16 characters of URL-safe base64, the last of them padding. They name a request in logs and open
/// nothing, so they need not be hard to guess.
/// </summary>
internal static class RequestId
{
    public const string HeaderName = "Apigw-Requestid";

    private const int RandomBytes = 11;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        Random.Shared.NextBytes(random);
        return Base64Url.EncodeToString(random) + "=";
    }
}
