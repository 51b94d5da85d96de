using System.Buffers;

namespace Authz.Lambda.Events;

/// <summary>
/// The ARN of a called method: <c>arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}</c>, on a WebSocket API
/// <c>…/{stage}/$connect</c>. The part before the path has no character with a meaning in IAM.
/// </summary>
internal sealed class MethodArn
{
    // Developer guide, "Control access for invoking an API": the longest resource of a policy.
    private const int LongestResource = 512;

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> s_policyCharacters = SearchValues.Create("*?$");

    private MethodArn(string text, string stageArn, string stage, string method, string path)
    {
        Text = text;
        Stage = stage;
        StageArn = stageArn;
        Method = method;
        Path = path;
    }

    public string Text { get; }

    /// <summary>The stage's name.</summary>
    public string Stage { get; }

    /// <summary>The part up to and with the slash after the stage.</summary>
    public string StageArn { get; }

    /// <summary>The method, or <c>$connect</c>.</summary>
    public string Method { get; }

    /// <summary>The path with its leading slash, without the stage.</summary>
    public string Path { get; }

    /// <summary>Whether a policy may name this ARN: it matches only itself and is short enough.</summary>
    public bool CanBeEchoed => !Path.AsSpan().ContainsAny(s_policyCharacters) && Text.Length <= LongestResource;

    /// <summary>Reads an ARN; null if it is not one of API Gateway's.</summary>
    public static MethodArn? Parse(string? text)
    {
        string[] parts = (text ?? "").Split(':', 6);
        if (parts.Length < 6
            || parts[0] != "arn"
            || parts[2] != "execute-api"
            || !IsPlain(parts[1])
            || !IsPlain(parts[3])
            || !IsPlain(parts[4]))
        {
            return null;
        }

        string[] resource = parts[5].Split('/', 4);
        if (resource.Length < 3 || !IsPlain(resource[0]) || !(IsPlain(resource[1]) || resource[1] == "$default"))
        {
            return null;
        }

        string path = resource.Length == 4 ? resource[3] : "";
        bool isConnect = resource[2] == RouteKey.ConnectText && resource.Length == 3;
        return isConnect || IsPlain(resource[2])
            ? new MethodArn(
                text!,
                text![..^(resource[2].Length + (resource.Length == 4 ? path.Length + 1 : 0))],
                resource[1],
                resource[2],
                "/" + path)
            : null;
    }

    private static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_plain);
}
