using System.Text.Json;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>
/// One kind of object in our own file format, described once. Reading it, writing it, the ranges of its values and its JSON Schema all
/// follow from the list of its properties, and all keep the list's order.
/// </summary>
/// <remarks>
/// Each property has a <c>get</c>, whose null is not written, and a <c>set</c>, which is called only if the file has the property.
/// </remarks>
/// <param name="name">The name under which the JSON Schema defines it.</param>
/// <param name="description">The object's description in the JSON Schema.</param>
/// <param name="empty">The model of an object without properties.</param>
internal sealed class ObjectFormat<T>(string name, string description, T empty)
{
    private readonly List<PropertyFormat> _properties = [];

    public string Name => name;

    /// <summary>The type, in the JSON Schema, of a property that holds such an object.</summary>
    public string Reference => SchemaType.Reference(name);

    public ObjectFormat<T> Text(
        string name, string description, Func<T, string?> get, Func<T, string, T> set, bool isRequired = false,
        string type = SchemaType.Text) =>
        AddReference(name, description, type, file => file.String(name), get, set, ValueWriter.Write, isRequired);

    /// <summary>A flag; its default is not written.</summary>
    public ObjectFormat<T> Boolean(
        string name, string description, Func<T, bool> get, Func<T, bool, T> set, bool isSetByDefault = false) => AddValue(
            name, description, SchemaType.Boolean, file => file.Boolean(name),
            model => get(model) == isSetByDefault ? null : !isSetByDefault, set, (writer, flag) => writer.WriteBooleanValue(flag));

    /// <summary>Strings; an empty list is not written.</summary>
    public ObjectFormat<T> Texts(
        string name, string description, Func<T, IReadOnlyList<string>?> get, Func<T, IReadOnlyList<string>, T> set,
        bool isRequired = false, string type = SchemaType.Texts) => AddReference(
            name, description, type, file => file.Strings(name),
            model => get(model) is { Count: > 0 } texts ? texts : null, set, ValueWriter.Write, isRequired);

    /// <summary>Strings by name; an empty object is not written.</summary>
    public ObjectFormat<T> TextsByName(
        string name, string description, Func<T, IReadOnlyDictionary<string, string>> get,
        Func<T, IReadOnlyDictionary<string, string>, T> set) => AddReference(
            name, description, SchemaType.TextsByName, file => file.Object(name)?.Strings(),
            model => get(model) is { Count: > 0 } texts ? texts : null, set, ValueWriter.Write);

    /// <summary>One of a few words.</summary>
    public ObjectFormat<T> Word<TWord>(
        string name, string description, Words<TWord> words, Func<T, TWord?> get, Func<T, TWord, T> set)
        where TWord : struct, Enum => AddValue(
            name, description, SchemaType.OneOf(words.Texts), file => words.Parse(file.OneOf(name, words.Texts)), get, set,
            (writer, value) => writer.WriteStringValue(words.TextOf(value)));

    /// <summary>The <c>type</c> that an object must have.</summary>
    public ObjectFormat<T> Type<TWord>(string description, Words<TWord> words, Func<T, TWord> get, Func<T, TWord, T> set)
        where TWord : struct, Enum => AddValue(
            "type", description, SchemaType.OneOf(words.Texts), file => words.Parse(file.RequireType(words.Texts)),
            model => get(model), set, (writer, value) => writer.WriteStringValue(words.TextOf(value)), isRequired: true);

    /// <summary>The <c>type</c> by which the reader has already recognized this kind of object.</summary>
    public ObjectFormat<T> Kind(string type) => Property(
        "type", "The kind of authorizer.", SchemaType.OneOf(type), (_, model) => model, (writer, _) => writer.WriteString("type", type),
        isRequired: true);

    /// <summary>A number that is not negative.</summary>
    public ObjectFormat<T> Number(string name, string description, Func<T, double?> get, Func<T, double, T> set) => AddValue(
        name, description, SchemaType.NonNegative, file => file.Number(name), get, set,
        (writer, number) => writer.WriteNumberValue(number));

    /// <summary>A whole number in a range, or else one that is not negative.</summary>
    public ObjectFormat<T> WholeNumber(
        string name, string description, Func<T, int?> get, Func<T, int, T> set, ValueRange? range = null) => AddValue(
            name, description, range is null ? SchemaType.NonNegativeInteger : SchemaType.Range(range), file => file.WholeNumber(name),
            get, set, (writer, number) => writer.WriteNumberValue(number), problemOf: number => range?.ProblemOf(number));

    /// <summary>A span of time, in files a whole number of seconds or milliseconds.</summary>
    public ObjectFormat<T> Time(
        string name, string description, Func<T, TimeSpan?> get, Func<T, TimeSpan, T> set, ValueRange range) => AddValue(
            name, description, SchemaType.Range(range),
            file => file.WholeNumber(name) is { } number ? number * range.TimeUnit : null, get, set,
            (writer, time) => writer.WriteNumberValue((int)(time / range.TimeUnit)),
            problemOf: time => range.ProblemOf(time / range.TimeUnit));

    /// <summary>A JSON object that is kept as text.</summary>
    public ObjectFormat<T> Json(string name, string description, Func<T, string?> get, Func<T, string, T> set) => AddReference(
        name, description, SchemaType.Object, file => file.Json(name), get, set, (writer, json) => writer.WriteRawValue(json));

    public ObjectFormat<T> Object<TObject>(
        string name, string description, ObjectFormat<TObject> format, Func<T, TObject?> get, Func<T, TObject, T> set)
        where TObject : class => AddReference(
            name, description, format.Reference, file => file.Object(name) is { } value ? format.Read(value) : null,
            get, set, format.Write);

    /// <summary>Objects by name; null is not written.</summary>
    public ObjectFormat<T> Objects<TObject>(
        string name, string description, string namePattern, ObjectFormat<TObject> format,
        Func<T, IReadOnlyDictionary<string, TObject>?> get, Func<T, IReadOnlyDictionary<string, TObject>, T> set) => AddReference(
            name, description, SchemaType.Named(format.Reference, namePattern),
            file =>
            {
                IReadOnlyDictionary<string, TObject> objects = format.ReadAll(file.Objects(name));
                return file.Has(name) ? objects : null;
            },
            get, set, (writer, objects) => ValueWriter.Write(writer, objects, format.Write));

    /// <summary>A property of any other kind.</summary>
    public ObjectFormat<T> Property(
        string name, string description, string type, Func<DefinitionObject, T, T> read, Action<Utf8JsonWriter, T> write,
        bool isRequired = false) => Add(new PropertyFormat(name, description, isRequired, type, read, write, ProblemOf: null));

    /// <summary>Reads an object of a file. A property that is unknown or of another type is reported and left out.</summary>
    public T Read(DefinitionObject file)
    {
        T model = _properties.Aggregate(empty, (model, property) => property.Read(file, model));
        file.Finish();
        return model;
    }

    /// <summary>Reads objects by name, in the order of the file, which is the order in which people look for them.</summary>
    public IReadOnlyDictionary<string, T> ReadAll(IEnumerable<DefinitionObject> files) =>
        new OrderedDictionary<string, T>(files.Select(file => KeyValuePair.Create(file.Name, Read(file))), StringComparer.Ordinal);

    /// <summary>Reports every value that is out of its property's range.</summary>
    public void CheckRanges(string path, T model, DefinitionReport report)
    {
        foreach (PropertyFormat property in _properties)
        {
            if (property.ProblemOf?.Invoke(model) is (string message, string remedy))
            {
                report.Add(JsonPointer.Append(path, property.Name), message, remedy);
            }
        }
    }

    public void Write(Utf8JsonWriter writer, T model)
    {
        writer.WriteStartObject();
        _properties.ForEach(property => property.Write(writer, model));
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of the object's JSON Schema, which allows only these properties.</summary>
    public void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteString("description", description);
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (PropertyFormat property in _properties)
        {
            writer.WriteStartObject(property.Name);
            writer.WriteString("description", property.Description);
            SchemaType.WriteMembers(writer, property.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
        string[] required = [.. _properties.Where(property => property.IsRequired).Select(property => property.Name)];
        if (required.Length > 0)
        {
            writer.WritePropertyName("required");
            ValueWriter.Write(writer, required);
        }
    }

    // AddReference and AddValue differ only in the compiler's view of null.
    private ObjectFormat<T> AddReference<TValue>(
        string name, string description, string type, Func<DefinitionObject, TValue?> read, Func<T, TValue?> get,
        Func<T, TValue, T> set, Action<Utf8JsonWriter, TValue> write, bool isRequired = false)
        where TValue : class => Add(new PropertyFormat(
            name,
            description,
            isRequired,
            type,
            (file, model) => read(file) is { } value ? set(model, value) : model,
            (writer, model) =>
            {
                if (get(model) is { } value)
                {
                    writer.WritePropertyName(name);
                    write(writer, value);
                }
            },
            ProblemOf: null));

    private ObjectFormat<T> AddValue<TValue>(
        string name, string description, string type, Func<DefinitionObject, TValue?> read, Func<T, TValue?> get,
        Func<T, TValue, T> set, Action<Utf8JsonWriter, TValue> write, bool isRequired = false,
        Func<TValue, (string Message, string Remedy)?>? problemOf = null)
        where TValue : struct => Add(new PropertyFormat(
            name,
            description,
            isRequired,
            type,
            (file, model) => read(file) is { } value ? set(model, value) : model,
            (writer, model) =>
            {
                if (get(model) is { } value)
                {
                    writer.WritePropertyName(name);
                    write(writer, value);
                }
            },
            model => get(model) is { } value ? problemOf?.Invoke(value) : null));

    private ObjectFormat<T> Add(PropertyFormat property)
    {
        _properties.Add(property);
        return this;
    }

    private sealed record PropertyFormat(
        string Name,
        string Description,
        bool IsRequired,
        string Type,
        Func<DefinitionObject, T, T> Read,
        Action<Utf8JsonWriter, T> Write,
        Func<T, (string Message, string Remedy)?>? ProblemOf);
}
