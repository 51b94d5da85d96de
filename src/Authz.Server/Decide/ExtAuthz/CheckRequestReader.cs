using System.Text;
using System.Text.Unicode;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// Reads Envoy's question (envoy.service.auth.v3.CheckRequest) by the field numbers of the public API. It has one reading, or none: a field
/// that may occur once and occurs twice has two.
/// </summary>
internal ref struct CheckRequestReader
{
    private const int UsualHeaders = 16;

    private readonly byte[] _octets;
    private readonly List<CheckHeader> _headers = new(UsualHeaders);
    private ProtobufField _method;
    private ProtobufField _path;
    private ProtobufField _host;
    private ProtobufField _body;
    private ProtobufField _rawBody;
    private bool _isSound = true;

    private CheckRequestReader(byte[] octets) => _octets = octets;

    /// <summary>The client's request; null if the question does not say it, or not in one way.</summary>
    /// <param name="octets">The message, which is kept and not copied.</param>
    public static AskedRequest? Read(byte[] octets) => new CheckRequestReader(octets).Read();

    private AskedRequest? Read()
    {
        ProtobufField attributes = Find(new ProtobufField(0, _octets.Length), 1);
        ReadHttp(Find(Find(attributes, 4), 2));
        ProtobufField address = Find(Find(Find(Find(attributes, 1), 1), 1), 2);
        if (!_isSound || !AreText(_method, _path, _host, _body, address) || _method.Length == 0 || _path.Length == 0 || !SaysTheSame())
        {
            return null;
        }

        string host = TextOf(_host);
        return new AskedRequest
        {
            Method = TextOf(_method),
            Target = TextOf(_path),
            Host = host,
            ClientAddress = OriginalRequest.ReadAddress(address.In(_octets)),
            Headers = new CheckHeaders(host, _octets, _headers),
            HasTextBody = _body.Length > 0,
            Body = _octets.AsMemory(_rawBody.Start, _rawBody.Length),
        };
    }

    // envoy.service.auth.v3.AttributeContext.HttpRequest: method = 2, headers = 3, path = 4, host = 5, body = 11, raw_body = 12,
    // header_map = 13.
    private void ReadHttp(ProtobufField http)
    {
        ProtobufField list = default;
        ProtobufReader reader = new(_octets, http);
        while (_isSound && reader.Read())
        {
            switch (reader.Number)
            {
                case 2:
                    Take(ref _method, reader.Field);
                    break;
                case 3:
                    AddHeader(reader.Field, isListed: false);
                    break;
                case 4:
                    Take(ref _path, reader.Field);
                    break;
                case 5:
                    Take(ref _host, reader.Field);
                    break;
                case 11:
                    Take(ref _body, reader.Field);
                    break;
                case 12:
                    Take(ref _rawBody, reader.Field);
                    break;
                case 13:
                    Take(ref list, reader.Field);
                    break;
            }
        }

        _isSound &= reader.IsSound;
        ReadList(list);
    }

    // envoy.config.core.v3.HeaderMap: headers = 1. Beside the map it would be a second reading.
    private void ReadList(ProtobufField list)
    {
        bool isOnly = _headers.Count == 0;
        ProtobufReader reader = new(_octets, list);
        while (_isSound && reader.Read())
        {
            if (reader.Number == 1)
            {
                _isSound = isOnly;
                AddHeader(reader.Field, isListed: true);
            }
        }

        _isSound &= reader.IsSound;
    }

    // envoy.config.core.v3.HeaderValue: key = 1, value = 2, raw_value = 3. The entry of a map has the first two: a third is nothing.
    private void AddHeader(ProtobufField header, bool isListed)
    {
        (ProtobufField name, ProtobufField value, ProtobufField rawValue) = (default, default, default);
        _isSound &= header.IsThere;
        ProtobufReader reader = new(_octets, header);
        while (_isSound && reader.Read())
        {
            switch (reader.Number)
            {
                case 1:
                    Take(ref name, reader.Field);
                    break;
                case 2:
                    Take(ref value, reader.Field);
                    break;
                case 3 when isListed:
                    Take(ref rawValue, reader.Field);
                    break;
            }
        }

        CheckHeader read = new(name, value, rawValue);
        _isSound = _isSound && reader.IsSound && read.IsSound(_octets);
        _headers.Add(read);
    }

    // Envoy tells the pseudo header fields (RFC 9113 section 8.3.1) among the headers too.
    private readonly bool SaysTheSame()
    {
        foreach (CheckHeader header in _headers)
        {
            ReadOnlySpan<byte> name = header.Name.In(_octets);
            if ((name.SequenceEqual(":method"u8) && !IsValue(header, _method))
                || (name.SequenceEqual(":path"u8) && !IsValue(header, _path))
                || (name.SequenceEqual(":authority"u8) && !IsValue(header, _host))
                || (Ascii.EqualsIgnoreCase(name, "host"u8) && !IsValue(header, _host)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool AreText(params ReadOnlySpan<ProtobufField> fields)
    {
        foreach (ProtobufField field in fields)
        {
            if (!Utf8.IsValid(field.In(_octets)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsValue(in CheckHeader header, ProtobufField field) => header.OctetsOf(_octets).SequenceEqual(field.In(_octets));

    private readonly string TextOf(ProtobufField field) => Encoding.UTF8.GetString(field.In(_octets));

    // The only field of this number; nowhere if the message has none.
    private ProtobufField Find(ProtobufField message, int number)
    {
        ProtobufField found = default;
        ProtobufReader reader = new(_octets, message);
        while (_isSound && reader.Read())
        {
            if (reader.Number == number)
            {
                Take(ref found, reader.Field);
            }
        }

        _isSound &= reader.IsSound;
        return found;
    }

    private void Take(ref ProtobufField slot, ProtobufField field)
    {
        _isSound = !slot.IsThere && field.IsThere;
        slot = field;
    }
}
