using Authz.AspNetCore.Refusals;
using Authz.Server.Decide.ExtAuthz;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Gateway;
using Google.Protobuf;

namespace Authz.Server.Tests.Decide.ExtAuthz;

/// <summary>Octets for Envoy, written by hand from the field numbers of the public API (envoy.service.auth.v3).</summary>
public sealed class CheckDecisionWriterTests
{
    [Fact]
    public void Writes_ARefusalUnderThePublicFieldNumbers()
    {
        RefusalResponse refusal = RefusalResponse.Of(AuthorizationOutcome.Unavailable) with { RetryAfter = TimeSpan.FromSeconds(3) };

        byte[] octets = CheckDecisionWriter.Refuse(refusal, new RefusalContent("application/json", "{}"u8.ToArray())).ToByteArray();

        // CheckResponse: status = 1 { code = 1: UNAVAILABLE 14 }, denied_response = 2
        // { status = 1 { code = 1: 503 }, headers = 2 { header = 1 { key = 1, value = 2 }, append = 2 {} }, body = 3 }.
        byte[] header1 = Message(1, [.. Text(1, "content-type"), .. Text(2, "application/json")]);
        byte[] header2 = Message(1, [.. Text(1, "retry-after"), .. Text(2, "3")]);
        byte[] denied =
        [
            .. Message(1, [0x08, 0xF7, 0x03]), .. Message(2, [.. header1, 0x12, 0x00]), .. Message(2, [.. header2, 0x12, 0x00]), .. Text(3, "{}"),
        ];
        Assert.Equal([.. Message(1, [0x08, 14]), .. Message(2, denied)], octets);
    }

    [Fact]
    public void Writes_AnAllowedAnswerUnderThePublicFieldNumbers()
    {
        CheckResponse response = new()
        {
            Status = new RpcStatus(),
            OkResponse = new OkHttpResponse
            {
                Headers = { new HeaderValueOption { Header = new() { Key = "x-user", Value = "a" }, Append = new BoolValue() } },
                HeadersToRemove = { "x-role" },
            },
            DynamicMetadata = ByteString.CopyFrom(1, 2),
        };

        // status = 1, ok_response = 3 { headers = 2, headers_to_remove = 5 }, dynamic_metadata = 4.
        byte[] header = Message(1, [.. Text(1, "x-user"), .. Text(2, "a")]);
        byte[] ok = [.. Message(2, [.. header, 0x12, 0x00]), .. Text(5, "x-role")];
        Assert.Equal([.. Message(1, []), .. Message(4, [1, 2]), .. Message(3, ok)], Sorted(response));
    }

    [Fact]
    public void Reads_AQuestionUnderThePublicFieldNumbers()
    {
        // CheckRequest: attributes = 1 { source = 1 { address = 1 { socket_address = 1 { address = 2 } } }, request = 4 { http = 2
        // { id = 1, method = 2, headers = 3, path = 4, host = 5, scheme = 6, protocol = 10 } }, metadata_context = 11 }.
        byte[] http =
        [
            .. Text(1, "17"), .. Text(2, "GET"), .. Message(3, [.. Text(1, "authorization"), .. Text(2, "Bearer x")]), .. Text(4, "/a?b"),
            .. Text(5, "api.example"), .. Text(6, "https"), .. Text(10, "HTTP/2"),
        ];
        byte[] source = Message(1, Message(1, Message(1, Text(2, "192.0.2.7"))));
        byte[] attributes = [.. source, .. Message(4, Message(2, http)), .. Message(11, [])];

        AskedRequest request = CheckRequestReader.Read(Message(1, attributes))!;

        Assert.Equal(("GET", "/a?b", "api.example"), (request.Method, request.Target, request.Host));
        Assert.Equal("192.0.2.7", request.ClientAddress?.ToString());
        Assert.Equal("Bearer x", CheckHeaders.Find(request.Headers, "Authorization").Value);
    }

    // Fields may stand in any order; ours stand in that of the file.
    private static byte[] Sorted(CheckResponse response)
    {
        byte[] all = response.ToByteArray();
        byte[] metadata = Message(4, response.DynamicMetadata.ToByteArray());
        int at = all.AsSpan().IndexOf(metadata);
        return at == 2 ? all : [.. all[..2], .. metadata, .. all[2..at], .. all[(at + metadata.Length)..]];
    }

    private static byte[] Text(int field, string text) => Message(field, System.Text.Encoding.UTF8.GetBytes(text));

    // A field with a length, which is below 16,384 here.
    private static byte[] Message(int field, byte[] content) => content.Length < 128
        ? [(byte)((field << 3) | 2), (byte)content.Length, .. content]
        : [(byte)((field << 3) | 2), (byte)((content.Length & 0x7F) | 0x80), (byte)(content.Length >> 7), .. content];
}
