using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Testing;
using Google.Protobuf;

namespace Authz.Server.Tests.Decide.ExtAuthz;

/// <summary>Calls that no library of gRPC would make, octet for octet.</summary>
public sealed class CallFramingTests : IAsyncLifetime
{
    private const int PrefixLength = 5;
    private const string Check = "/envoy.service.auth.v3.Authorization/Check";
    private const string Grpc = "application/grpc";
    private const int Megabyte = 1024 * 1024;

    private DeciderUnderTest _decider = null!;

    public async Task InitializeAsync() => _decider = await DeciderUnderTest.StartAsync(
        new ApiDefinitionBuilder().AddOpenRoute("GET /open").Build(), new ApiAuthorizerOptions());

    public async Task DisposeAsync() => await _decider.DisposeAsync();

    [Theory]
    [InlineData(Grpc)]
    [InlineData("application/grpc+proto")]
    public async Task Answers_OneMessage(string mediaType)
    {
        (string status, byte[] body) = await CallAsync(new ByteArrayContent(Frame(Question())), mediaType: mediaType);

        Assert.Equal("0", status);
        Assert.Equal(body.Length - PrefixLength, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        Assert.NotNull(CheckResponse.Parser.ParseFrom(body.AsSpan(PrefixLength)).OkResponse);
    }

    [Fact]
    public async Task Answers_AMessageThatComesInPieces()
    {
        using MemoryStream pieces = new(Frame(Question()));

        (string status, _) = await CallAsync(new StreamContent(new OneOctetStream(pieces), bufferSize: 1));

        Assert.Equal("0", status);
    }

    [Fact]
    public async Task Answers_TheLargestMessage()
    {
        CheckRequest question = Question();
        question.Attributes.Request.Http.RawBody = ByteString.CopyFrom(new byte[10 * Megabyte]);

        (string status, _) = await CallAsync(new ByteArrayContent(Frame(question)));

        Assert.Equal("0", status);
    }

    [Fact]
    public async Task Rejects_ALongerMessage()
    {
        CheckRequest question = Question();
        question.Attributes.Request.Http.RawBody = ByteString.CopyFrom(new byte[11 * Megabyte]);

        (string status, _) = await CallAsync(new ByteArrayContent(Frame(question)));

        Assert.Equal("8", status);
    }

    // The bound is that of the message, not of its compressed form.
    [Theory]
    [InlineData(10, "0")]
    [InlineData(12, "8")]
    public async Task Bounds_ACompressedMessage(int megabytes, string expected)
    {
        CheckRequest question = Question();
        question.Attributes.Request.Http.RawBody = ByteString.CopyFrom(new byte[megabytes * Megabyte]);
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            question.WriteTo(gzip);
        }

        byte[] frame = new byte[PrefixLength + compressed.Length];
        frame[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), (int)compressed.Length);
        compressed.ToArray().CopyTo(frame, PrefixLength);
        ByteArrayContent content = new(frame);
        content.Headers.Add("grpc-encoding", "gzip");

        (string status, _) = await CallAsync(content);

        Assert.Equal(expected, status);
    }

    public static TheoryData<byte[]> Malformed =>
    [
        [],
        [0, 0, 0, 0],
        Frame(Question())[..^1],
        [.. Frame(Question()), 0],
        [.. Frame(Question()), .. Frame(Question())],
        [0, 0xFF, 0xFF, 0xFF, 0xFF, 0],
        [1, .. Frame(Question()).AsSpan(1)],
        [2, .. Frame(Question()).AsSpan(1)],
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Rejects_WhatIsNotOneMessage(byte[] octets)
    {
        (string status, byte[] body) = await CallAsync(new ByteArrayContent(octets));

        Assert.NotEqual("0", status);
        Assert.Empty(body);
    }

    [Fact]
    public async Task Denies_AMessageOfAnotherType()
    {
        (string status, byte[] body) = await CallAsync(new ByteArrayContent([0, 0, 0, 0, 2, 0xFF, 0xFF]));

        Assert.Equal("0", status);
        Assert.Equal(400, CheckResponse.Parser.ParseFrom(body.AsSpan(PrefixLength)).DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Rejects_AnotherMethod()
    {
        (string status, _) = await CallAsync(new ByteArrayContent(Frame(Question())), "/envoy.service.auth.v2.Authorization/Check");

        Assert.Equal("12", status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    public async Task Rejects_AnotherMediaType(string mediaType)
    {
        using HttpResponseMessage response = await SendAsync(new ByteArrayContent(Frame(Question())), Check, mediaType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private async Task<(string Status, byte[] Body)> CallAsync(HttpContent content, string path = Check, string mediaType = Grpc)
    {
        using HttpResponseMessage response = await SendAsync(content, path, mediaType);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(Grpc, response.Content.Headers.ContentType?.MediaType);
        HttpHeaders said = response.TrailingHeaders.Contains("grpc-status") ? response.TrailingHeaders : response.Headers;
        return (Assert.Single(said.GetValues("grpc-status")), body);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContent content, string path, string mediaType)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_decider.ExtAuthz, path))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpClient client = new();

        // With its body, as the client goes.
        return await client.SendAsync(request);
    }

    private static CheckRequest Question() => CheckClient.Question("GET", "/open", []);

    private static byte[] Frame(CheckRequest question)
    {
        byte[] message = question.ToByteArray();
        byte[] frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, PrefixLength);
        return frame;
    }

    private sealed class OneOctetStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 1));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
