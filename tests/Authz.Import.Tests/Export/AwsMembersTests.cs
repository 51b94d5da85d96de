using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Import.Export;

namespace Authz.Import.Tests.Export;

/// <summary>
/// No member of the model is lost by an export: whatever is set is written in our own format, and there each member is either one that AWS
/// has a word for or refused. A member that is new is refused until somebody says how it is exported.
/// </summary>
public sealed class AwsMembersTests
{
    // Where the objects stand whose members are exported.
    private static readonly Dictionary<string, string> s_places = new(StringComparer.Ordinal)
    {
        ["api"] = "",
        ["jwtAuthorizer"] = "/authorizers/a",
        ["jwtConfiguration"] = "/authorizers/a/jwtConfiguration",
        ["lambdaAuthorizer"] = "/authorizers/b",
        ["route"] = "/routes/GET ~1a",
        ["integration"] = "/routes/GET ~1a/integration",
        ["cors"] = "/cors",
        ["stage"] = "/stages/s",
        ["routeSettings"] = "/stages/s/defaultRouteSettings",
        ["accessLogSettings"] = "/stages/s/accessLogSettings",
    };

    public static TheoryData<string, string> Members
    {
        get
        {
            TheoryData<string, string> members = [];
            JsonObject schema = JsonNode.Parse(ApiDefinitionSchema.ToJson())!.AsObject();
            foreach ((string kind, string _) in s_places)
            {
                JsonNode format = kind == "api" ? schema : schema["definitions"]![kind]!;
                foreach ((string name, JsonNode? _) in format["properties"]!.AsObject())
                {
                    members.Add(kind, name);
                }
            }

            return members;
        }
    }

    public static TheoryData<Type> Records => [.. ModelOf(typeof(ApiDefinition), [])];

    [Fact]
    public void Finds_AllKindsOfObjects() => Assert.Equal(s_places.Keys.Order(StringComparer.Ordinal), AwsMembers.Known.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Finds_OnlyMembersOfTheFormat() => Assert.Empty(
        AwsMembers.Known.SelectMany(kind => kind.Value.Select(name => (kind.Key, name))).Except(Members.Select(row => ((string)row[0], (string)row[1]))));

    [Theory]
    [MemberData(nameof(Members))]
    public void Rejects_EveryMemberThatAwsHasNoWordFor(string kind, string name)
    {
        ExportReport report = new();
        AwsMembers.Refuse(DefinitionImporter.ReadTree(Encoding.UTF8.GetBytes(Tree(kind, name).ToJsonString()), out _)!, report);

        if (AwsMembers.Known[kind].Contains(name))
        {
            Assert.Empty(report.Problems.Problems);
        }
        else
        {
            DefinitionProblem problem = Assert.Single(report.Problems.Problems);
            Assert.Equal($"{s_places[kind]}/{name}", problem.Path);
            Assert.Equal($"AWS has no '{name}' here: what is deployed would not do it.", problem.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Writes_EveryPropertyOfTheModel(Type record)
    {
        // An export looks at what is written, so that nothing that is not written could be refused.
        object plain = Sample(record);
        foreach (PropertyInfo property in record.GetProperties().Where(property => property.SetMethod is not null && property.Name != "EqualityContract"))
        {
            object changed = Clone(plain);
            property.SetValue(changed, Other(property, property.GetValue(plain)));
            Assert.True(Write(changed) != Write(plain), $"{record.Name}.{property.Name} is in no file.");
        }
    }

    private static JsonObject Tree(string kind, string name)
    {
        JsonObject tree = JsonNode.Parse("""
            {
              "authorizers": {"a": {"jwtConfiguration": {}}, "b": {}},
              "routes": {"GET /a": {"integration": {}}},
              "cors": {},
              "stages": {"s": {"defaultRouteSettings": {}, "accessLogSettings": {}}}
            }
            """)!.AsObject();
        JsonObject target = tree;
        foreach (string step in s_places[kind].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            target = target[step.Replace("~1", "/", StringComparison.Ordinal)]!.AsObject();
        }

        if (!target.ContainsKey(name))
        {
            target[name] = "set";
        }

        return tree;
    }

    private static List<Type> ModelOf(Type type, List<Type> found)
    {
        if (type.Assembly != typeof(ApiDefinition).Assembly || !type.IsClass || found.Contains(type))
        {
            return found;
        }

        found.Add(type);
        foreach (Type used in type.GetProperties().Where(property => property.SetMethod is not null)
            .SelectMany(property => property.PropertyType.GetGenericArguments().Append(property.PropertyType)))
        {
            ModelOf(used, found);
        }

        return found;
    }

    private static object Clone(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    // With what is required, and what every other member needs to be written.
    private static object Sample(Type record)
    {
        ConstructorInfo constructor = record.GetConstructors().MinBy(constructor => constructor.GetParameters().Length)!;
        object sample = constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(string) ? "s" : Empty(parameter.ParameterType, parameter.ParameterType.GetGenericArguments()))]);
        foreach (PropertyInfo property in record.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute))))
        {
            Type type = property.PropertyType;
            property.SetValue(sample, type == typeof(string) ? "s" : type == typeof(IReadOnlyList<string>) ? new[] { "a" } : Empty(type, type.GetGenericArguments()));
        }

        return sample is IntegrationDefinition integration ? integration with { Type = IntegrationType.AwsProxy } : sample;
    }

    private static object Other(PropertyInfo property, object? value)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(bool) ? value is not true
            : type == typeof(string) ? property.Name == "Jwks" ? """{"keys": []}""" : value + "x"
            : type == typeof(int) ? 7
            : type == typeof(double) ? 7.5
            : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(7)
            : type.IsEnum ? Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value))
            : type.IsGenericType ? With(type, Item(type.GetGenericArguments()[^1]))
            : Sample(type);
    }

    private static object Item(Type type) =>
        type == typeof(string) ? "x" : type.IsGenericType ? With(type, Item(type.GetGenericArguments()[^1])) : Sample(type);

    private static object Empty(Type type, Type[] arguments) => Activator.CreateInstance(
        (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? typeof(List<>) : typeof(Dictionary<,>)).MakeGenericType(arguments))!;

    // A list or an object by name of this one item.
    private static object With(Type type, object item)
    {
        object collection = Empty(type, type.GetGenericArguments());
        if (collection is IList list)
        {
            list.Add(item);
        }
        else
        {
            ((IDictionary)collection).Add("x", item);
        }

        return collection;
    }

    // The definition around a record, as it is written: some other record has it, and so on.
    private static string Write(object record)
    {
        while (record is not ApiDefinition)
        {
            (object owner, PropertyInfo property) = OwnerOf(record.GetType());
            property.SetValue(owner, property.PropertyType.IsGenericType ? With(property.PropertyType, record) : record);
            record = owner;
        }

        return Encoding.UTF8.GetString(ApiDefinitionWriter.Write((ApiDefinition)record));
    }

    private static (object Owner, PropertyInfo Property) OwnerOf(Type record)
    {
        PropertyInfo property = ModelOf(typeof(ApiDefinition), [])
            .SelectMany(owner => owner.GetProperties())
            .First(property => property.SetMethod is not null
                && (property.PropertyType == record || property.PropertyType.GetGenericArguments().LastOrDefault() == record));
        return (Sample(property.DeclaringType!), property);
    }
}
