using System.Buffers.Text;
using System.Security.Cryptography;

namespace Authz.Server.Gateway.Requests;

/// <summary>Request ids in the service's form: 16 characters of URL-safe base64, the last of them padding.</summary>
internal static class RequestId
{
    public const string HeaderName = "Apigw-Requestid";

    private const int RandomBytes = 11;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random) + "=";
    }
}
