using System.Text.Json;
using Authz.Conditions;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>The format of a condition: operators, in them keys, in them values, as in IAM policies.</summary>
internal static class ConditionFormat
{
    public const string Name = "condition";

    private const string Scalar = """{ "type": ["string", "number", "boolean"] }""";

    private const string Values = $$"""{ "anyOf": [{{Scalar}}, { "type": "array", "items": {{Scalar}}, "minItems": 1 }] }""";

    private const string Keys = $$"""{ "type": "object", "additionalProperties": {{Values}}, "minProperties": 1 }""";

    private static readonly string s_operators =
        $"^({ConditionOperator.Any}|{ConditionOperator.All})?({string.Join('|', ConditionOperator.Names)})({ConditionOperator.IfExists})?$";

    private static readonly string s_block = SchemaType.Named(Keys, s_operators);

    /// <summary>The type, in the JSON Schema, of a property that holds a condition.</summary>
    public static string Reference { get; } = SchemaType.Reference(Name);

    /// <summary>The JSON Schema of a condition.</summary>
    public static string Schema { get; } =
        $$"""{ "anyOf": [{{s_block}}, { "type": "array", "items": {{s_block}}, "minItems": 1 }] }""";

    /// <summary>Reads the member <see cref="Name"/>; null if there is none.</summary>
    public static IReadOnlyList<ConditionBlock>? Read(DefinitionObject file)
    {
        List<ConditionBlock> blocks = [];
        foreach (DefinitionObject block in file.ObjectOrList(Name))
        {
            blocks.Add(ReadBlock(block));
            if (blocks[^1].Terms.Count == 0 && block.MemberNames.Any())
            {
                // What is wrong with its members is reported; that nothing is left of it is no further problem.
                file.MarkUnreadable(Name);
            }
        }

        return file.Has(Name) ? blocks : null;
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ConditionBlock>? condition)
    {
        if (condition is null)
        {
            return;
        }

        writer.WritePropertyName(Name);
        if (condition is [ConditionBlock only])
        {
            WriteBlock(writer, only);
        }
        else
        {
            ValueWriter.Write(writer, condition, WriteBlock);
        }
    }

    private static ConditionBlock ReadBlock(DefinitionObject block)
    {
        List<ConditionTerm> terms = [];
        foreach (string name in block.MemberNames)
        {
            if (block.Object(name) is { } keys)
            {
                terms.AddRange(keys.MemberNames.Select(key => new ConditionTerm(name, key, keys.Scalars(key)!)));
                if (!keys.MemberNames.Any())
                {
                    block.Refuse(name, $"'{name}' compares nothing.", "Name a key and its values, or remove it.");
                }
            }
        }

        return new ConditionBlock(terms);
    }

    private static void WriteBlock(Utf8JsonWriter writer, ConditionBlock block)
    {
        writer.WriteStartObject();
        foreach (IGrouping<string, ConditionTerm> terms in block.Terms.GroupBy(term => term.Operator, StringComparer.Ordinal))
        {
            writer.WriteStartObject(terms.Key);
            foreach (ConditionTerm term in terms)
            {
                writer.WritePropertyName(term.Key);
                if (term.Values is [string only])
                {
                    writer.WriteStringValue(only);
                }
                else
                {
                    ValueWriter.Write(writer, term.Values);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
