using System.Buffers.Binary;
using Authz.Server.Decide.ExtAuthz.Wire;
using Google.Protobuf;

namespace Authz.Benchmarks.Proxies;

/// <summary>One question, as Envoy asks it about an ordinary request of a browser.</summary>
internal static class Question
{
    private const int PrefixLength = 5;

    /// <summary>The question behind gRPC's prefix: not compressed, and its length.</summary>
    public static byte[] Frame(string token)
    {
        AttributeContext.Types.HttpRequest http = new() { Method = "GET", Path = "/guarded?page=2", Host = "api.example.com" };
        foreach ((string name, string value) in new (string, string)[]
        {
            (":method", "GET"), (":path", "/guarded?page=2"), (":authority", "api.example.com"), (":scheme", "https"),
            ("authorization", "Bearer " + token), ("accept", "application/json"), ("accept-encoding", "gzip, br"), ("accept-language", "en"),
            ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"), ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "https"), ("x-request-id", "2c4f7a3e-9f1b-4a53-8c86-6b3b86c3c9f4"),
        })
        {
            http.Headers.Add(name, value);
        }

        byte[] message = new CheckRequest
        {
            Attributes = new AttributeContext
            {
                Source = new() { Address = new() { SocketAddress = new() { Address = "192.0.2.7" } } },
                Request = new() { Http = http },
            },
        }.ToByteArray();
        byte[] frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, PrefixLength);
        return frame;
    }
}
