using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Authz.Lambda.Events;

/// <summary>
/// Reads an event in one pass. The members that the authorizer uses must be unambiguous: one that occurs twice makes the event malformed.
/// </summary>
internal static class AuthorizerEventReader
{
    /// <summary>
    /// Longer events are not read. Headers, query and path of a request have 10,240 bytes at most; the rest is API Gateway's.
    /// </summary>
    public const int MaximumBytes = 256 * 1024;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 16 };

    /// <summary>Reads an event.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="read">The event.</param>
    /// <param name="fault">What is wrong with it, as a sentence.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out AuthorizerEvent? read, [NotNullWhen(false)] out string? fault)
    {
        read = null;
        if (utf8.Length > MaximumBytes)
        {
            fault = $"The event has more than {MaximumBytes} bytes.";
            return false;
        }

        AuthorizerEvent parsed = new();
        try
        {
            var json = new Utf8JsonReader(utf8, s_options);
            ReadEvent(ref json, parsed);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The envelope is API Gateway's own writing: no client can make it malformed.
            fault = "The event is not JSON of one reading, or a member has the wrong type.";
            return false;
        }

        fault = EventRecognition.Recognise(parsed);
        read = fault is null ? parsed : null;
        return read is not null;
    }

    private static void ReadEvent(ref Utf8JsonReader json, AuthorizerEvent read)
    {
        json.Read();
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            ReadMember(ref json, name, read);
        }

        // Anything after the event is an error, which only reading on shows.
        json.Read();
    }

    private static void ReadMember(ref Utf8JsonReader json, string name, AuthorizerEvent read)
    {
        switch (name)
        {
            case "version": read.Version = ReadText(ref json, read.Version); break;
            case "type": read.Type = ReadText(ref json, read.Type); break;
            case "methodArn" or "routeArn": read.ArnText = ReadText(ref json, read.ArnText); break;
            case "routeKey": read.RouteKey = ReadText(ref json, read.RouteKey); break;
            case "resource": read.Resource = ReadText(ref json, read.Resource); break;
            case "httpMethod": read.HttpMethod = read.ClientMethod = ReadText(ref json, read.HttpMethod); break;
            case "rawPath": read.ClientPath = ReadText(ref json, read.ClientPath); break;
            case "rawQueryString": read.RawQueryString = ReadText(ref json, read.RawQueryString); break;
            case "authorizationToken": read.AuthorizationToken = ReadText(ref json, read.AuthorizationToken); break;
            case "identitySource": read.IdentitySource = ReadIdentitySource(ref json, read.IdentitySource); break;
            case "cookies": read.Cookies = ReadTexts(ref json); break;
            case "headers" or "multiValueHeaders": ReadValues(ref json, read.Headers); break;
            case "queryStringParameters" or "multiValueQueryStringParameters": ReadValues(ref json, read.Query); break;
            case "requestContext": ReadContext(ref json, read); break;
            default: json.Skip(); break;
        }
    }

    private static void ReadContext(ref Utf8JsonReader json, AuthorizerEvent read)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            switch (name)
            {
                case "eventType": read.EventType = ReadText(ref json, read.EventType); break;
                case "requestId": read.RequestId = ReadText(ref json, read.RequestId); break;
                case "path": read.ClientPath = ReadText(ref json, read.ClientPath); break;
                case "http" or "identity": ReadCaller(ref json, read); break;
                default: json.Skip(); break;
            }
        }
    }

    // Payload format 2.0 has the address in http, the others in identity.
    private static void ReadCaller(ref Utf8JsonReader json, AuthorizerEvent read)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (name == "sourceIp")
            {
                read.SourceIp = ReadText(ref json, read.SourceIp);
            }
            else if (name == "method")
            {
                read.ClientMethod = ReadText(ref json, read.ClientMethod);
            }
            else
            {
                json.Skip();
            }
        }
    }

    // A value is a string, in the multiValue maps a list of strings.
    private static void ReadValues(ref Utf8JsonReader json, EventValues values)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                ReadTexts(ref json).ForEach(value => values.AddMultiple(name, value));
            }
            else if (ReadText(ref json, known: null) is { } value)
            {
                values.Add(name, value);
            }
        }
    }

    // Payload format 2.0 has a list, 1.0 one string with commas between the values.
    private static IReadOnlyList<string>? ReadIdentitySource(ref Utf8JsonReader json, IReadOnlyList<string>? known)
    {
        if (known is not null)
        {
            throw new JsonException("identitySource occurs twice.");
        }

        return json.TokenType == JsonTokenType.StartArray ? ReadTexts(ref json) : ReadText(ref json, known: null)?.Split(',');
    }

    private static List<string> ReadTexts(ref Utf8JsonReader json)
    {
        List<string> texts = [];
        if (json.TokenType == JsonTokenType.Null)
        {
            return texts;
        }

        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref json, JsonTokenType.String);
            texts.Add(json.GetString()!);
        }

        return texts;
    }

    private static string? ReadText(ref Utf8JsonReader json, string? known)
    {
        if (known is not null)
        {
            throw new JsonException("A member occurs twice.");
        }

        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Expect(ref json, JsonTokenType.String);
        return json.GetString();
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (json.TokenType != type)
        {
            throw new JsonException($"{type} was expected.");
        }
    }
}
