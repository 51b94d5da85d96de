using System.Text;
using Authz.Tests.Conditions;

namespace Authz.Tests.Definitions.Validation;

/// <summary>What is wrong with conditions, each with its place and how to mend it.</summary>
public sealed class ConditionValidatorTests
{
    private const string Condition = "/routes/GET ~1tenants~1{tenant}~1files~1{path+}/condition";

    [Theory]
    [InlineData("{}", "", "The block is empty")]
    [InlineData("[]", "", "The condition has no block")]
    [InlineData("[{\"Bool\":{\"claims:x\":true}},{}]", "/1", "The block is empty")]
    [InlineData("null", "", "'condition' must be an object, not null")]
    [InlineData("\"x\"", "", "must be an object, not a string")]
    [InlineData("""{"StringEquals":{}}""", "/StringEquals", "compares nothing")]
    [InlineData("""{"StringEquals":"x"}""", "/StringEquals", "must be an object, not a string")]
    [InlineData("""{"StringEquals":{"claims:x":[]}}""", "/StringEquals/claims:x", "No value is compared")]
    [InlineData("""{"StringEquals":{"claims:x":null}}""", "/StringEquals/claims:x", "must be a string, not null")]
    [InlineData("""{"StringEquals":{"claims:x":["a",{}]}}""", "/StringEquals/claims:x/1", "must be a string, not an object")]
    [InlineData("""{"StringEqual":{"claims:x":"a"}}""", "/StringEqual", "Did you mean 'StringEquals'? Case counts.")]
    [InlineData("""{"stringequals":{"claims:x":"a"}}""", "/stringequals", "'stringequals' is not an operator")]
    [InlineData("""{"ForAnyValue:Null":{"claims:x":"true"}}""", "/ForAnyValue:Null", "Write 'Null' alone")]
    [InlineData("""{"NullIfExists":{"claims:x":"true"}}""", "/NullIfExists", "Write 'Null' alone")]
    [InlineData("""{"Null":{"claims:x":["true","false"]}}""", "/Null/claims:x", "cannot both be missing and be there")]
    [InlineData("""{"Null":{"claims:x":"yes"}}""", "/Null/claims:x", "'yes' is not a value of 'Null'")]
    [InlineData("""{"Null":{"claims:x":"${claims:y}"}}""", "/Null/claims:x", "is not a value of 'Null'")]
    [InlineData("""{"StringEquals":{"claim:x":"a"}}""", "/StringEquals/claim:x", "'claim:x' is not a key. Write one of claims:NAME")]
    [InlineData("""{"StringEquals":{"claims:":"a"}}""", "/StringEquals/claims:", "is not a key")]
    [InlineData("""{"StringEquals":{"claims:/a~":"a"}}""", "/StringEquals/claims:~1a~0", "is not a key")]
    [InlineData("""{"StringEquals":{"request:header.a b":"a"}}""", "/StringEquals/request:header.a b", "is not a key")]
    [InlineData("""{"StringEquals":{"request:path.id":"a"}}""", "/StringEquals/request:path.id", "The route has no path variable 'id'")]
    [InlineData("""{"StringEquals":{"claims:x":"${request:path.id}"}}""", "/StringEquals/claims:x", "The route has no path variable 'id'")]
    [InlineData("""{"StringEquals":{"request:header.X-Forwarded-For":"a"}}""", "/StringEquals/request:header.X-Forwarded-For", "only a proxy may send")]
    [InlineData("""{"StringEquals":{"claims:x":"${request:header.X_Real_IP}"}}""", "/StringEquals/claims:x", "only a proxy may send")]
    [InlineData("""{"StringEquals":{"claims:x":["a","${}"]}}""", "/StringEquals/claims:x/1", "'${}' is not a variable")]
    [InlineData("""{"StringEquals":{"claims:x":"a${claims:y"}}""", "/StringEquals/claims:x", "'${claims:y' is not a variable")]
    [InlineData("""{"StringEquals":{"claims:x":"${request.path.id}"}}""", "/StringEquals/claims:x", "'${request.path.id}' is not a variable")]
    [InlineData("""{"StringEquals":{"context:identity.sourceIp":"10.0.0.1"}}""", "/StringEquals/context:identity.sourceIp", "Use 'IpAddress'")]
    [InlineData("""{"StringEquals":{"token:age":"5"}}""", "/StringEquals/token:age", "a number of seconds")]
    [InlineData("""{"NumericEquals":{"token:typ":"5"}}""", "/NumericEquals/token:typ", "a text")]
    [InlineData("""{"Null":{"context:requestTimeEpoch":"true"}}""", "/Null/context:requestTimeEpoch", "always there")]
    [InlineData("""{"StringEquals":{"claims:x":"${token:age}"}}""", "/StringEquals/claims:x", "never finds it to fit")]
    [InlineData("""{"NumericEquals":{"claims:x":"5 "}}""", "/NumericEquals/claims:x", "'5 ' is not a value of 'NumericEquals'")]
    [InlineData("""{"NumericEquals":{"claims:x":"0x5"}}""", "/NumericEquals/claims:x", "Write a number such as 42")]
    [InlineData("""{"NumericEquals":{"claims:x":"NaN"}}""", "/NumericEquals/claims:x", "is not a value")]
    [InlineData("""{"NumericEquals":{"claims:x":"1${claims:y}"}}""", "/NumericEquals/claims:x", "is not a value")]
    [InlineData("""{"DateLessThan":{"claims:x":"2026-01-31"}}""", "/DateLessThan/claims:x", "2026-01-31T08:00:00Z")]
    [InlineData("""{"Bool":{"claims:x":"True"}}""", "/Bool/claims:x", "Write 'true' or 'false'")]
    [InlineData("""{"IpAddress":{"claims:x":"10.0.0.1/8"}}""", "/IpAddress/claims:x", "without bits beyond its prefix")]
    [InlineData("""{"IpAddress":{"claims:x":"10.0.0.0/33"}}""", "/IpAddress/claims:x", "is not a value")]
    [InlineData("""{"IpAddress":{"claims:x":"10.0.0.0/08"}}""", "/IpAddress/claims:x", "is not a value")]
    [InlineData("""{"IpAddress":{"claims:x":"1::2::3"}}""", "/IpAddress/claims:x", "is not a value")]
    public void Reports_WhatIsWrong(string condition, string place, string problem)
    {
        string problems = ConditionApi.Problems(condition);

        Assert.Single(problems.Split('\n'));
        Assert.Contains($"{Condition}{place}:", problems, StringComparison.Ordinal);
        Assert.Contains(problem, problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"request:method":"GET"}}""", "no part of a token")]
    [InlineData("""{"StringEquals":{"claims:x":"${context:stage}"}}""", "no part of a token")]
    [InlineData("""{"StringEquals":{"claims:x":"${request:path.tenant}"}}""", "no part of a token")]
    public void Reports_KeysOfTheRequest_InAnIssuersCondition(string condition, string problem) =>
        Assert.Contains(problem, ConditionApi.Problems(condition: null, issuer: condition), StringComparison.Ordinal);

    [Fact]
    public void Reports_Bounds()
    {
        string terms = string.Join(',', Enumerable.Range(0, 33).Select(index => $"\"claims:{index}\":\"a\""));
        string values = string.Join(',', Enumerable.Repeat("\"a\"", 257));
        string variables = string.Concat(Enumerable.Range(0, 33).Select(index => $"${{claims:{index}}}"));

        Assert.Contains("33 terms", ConditionApi.Problems("{\"StringEquals\":{" + terms + "}}"), StringComparison.Ordinal);
        Assert.Contains("257 values", ConditionApi.Problems($$$"""{"StringEquals":{"claims:x":[{{{values}}}]}}"""), StringComparison.Ordinal);
        Assert.Contains(
            "1025 characters",
            ConditionApi.Problems($$$"""{"StringEquals":{"claims:x":"{{{new string('a', 1025)}}}"}}"""),
            StringComparison.Ordinal);
        Assert.Contains(
            "33 different variables", ConditionApi.Problems($$$"""{"StringEquals":{"claims:x":"{{{variables}}}"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_MoreClaimsOfAnAuthorizer_ThanATokenIsReadFor()
    {
        IEnumerable<KeyValuePair<string, RouteDefinition>> routes = Enumerable.Range(0, 257).Select(index => KeyValuePair.Create(
            $"GET /{index}",
            TestDefinitions.Route with { Condition = [new ConditionBlock(new ConditionTerm("Null", $"claims:c{index}", "false"))] }));
        ApiDefinition definition = TestDefinitions.Valid with { Routes = new Dictionary<string, RouteDefinition>(routes) };

        Assert.Contains("name 257 different claims", TestDefinitions.Problems(definition), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_TheMembers_InTheServicesCompatibility()
    {
        string problems = ConditionApi.Problems(
            """{"Bool":{"claims:x":true}}""",
            """{"Bool":{"claims:x":true}}""",
            """{"maxAge":300}""",
            more: ", \"compatibility\": \"aws\"");

        Assert.Contains("/authorizers/idp/jwtConfiguration/condition", problems, StringComparison.Ordinal);
        Assert.Contains($"{Condition}: 'condition' has no counterpart", problems, StringComparison.Ordinal);
        Assert.Contains("'stepUp' has no counterpart", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"authorizationType\": \"NONE\", ", "The route is open")]
    [InlineData("\"authorizationType\": \"AWS_IAM\", ", "The route asks for IAM")]
    [InlineData("\"authorizer\": \"idp\", \"tokenRequired\": false, ", "a request without a token would escape")]
    public void Reports_ConditionsThatNothingJudges(string route, string problem)
    {
        string json = $$$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["a"] } } },
              "routes": { "GET /a": { {{{route}}} "condition": { "Bool": { "claims:x": true } }, "stepUp": { "maxAge": 5 } } }
            }
            """;

        Assert.Contains(problem, TestDefinitions.ProblemsOfFile(json), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_OneKeyTwice_InCode()
    {
        ConditionTerm term = new("Bool", "claims:x", "true");
        string problems = TestDefinitions.Problems(TestDefinitions.With(
            TestDefinitions.Route with { Condition = [new ConditionBlock(term, term)] }));

        Assert.Contains("'Bool' compares 'claims:x' twice", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_ADefinition_WhoseHostDoesNotKnowWhatItAsksFor()
    {
        using ConditionApi api = new(
            """[{"IpAddress":{"claims:x":"${context:identity.sourceIp}"}},{"StringEquals":{"context:stage":"prod"}}]""");
        Assert.Contains("sourceIp", Problem(new ApiAuthorizerOptions { SuppliesStage = true }), StringComparison.Ordinal);
        Assert.Contains("context:stage", Problem(new ApiAuthorizerOptions { SuppliesSourceAddress = true }), StringComparison.Ordinal);

        string Problem(ApiAuthorizerOptions options) => Assert.Single(
            Assert.Throws<ApiDefinitionException>(() => new ApiAuthorizer(api.Definition, options)).Problems).ToString();
    }

    [Theory]
    [InlineData("""{"StringEquals":{"claims:x":"a"}}""")]
    [InlineData("""[{"StringEquals":{"claims:x":["a","${claims:y}"],"claims:y":"b"},"Bool":{"claims:z":"true"}},{"Null":{"claims:x":"true"}}]""")]
    [InlineData("""{"ForAllValues:NumericLessThanIfExists":{"claims:/a/b":["1","2"]}}""")]
    public void Writes_WhatItRead(string condition)
    {
        using ConditionApi api = new(condition, """{"Bool":{"claims:x":"true"}}""", """{"acrValues":["phr"],"maxAge":300}""");
        byte[] written = ApiDefinitionWriter.Write(api.Definition);
        ApiDefinitionReader.TryRead(written, out ApiDefinition? read, out IReadOnlyList<DefinitionProblem> problems);

        Assert.Empty(problems);
        Assert.Equal(written, ApiDefinitionWriter.Write(read!));
        Assert.Contains(
            condition,
            string.Concat(Encoding.UTF8.GetString(written).Where(character => !char.IsWhiteSpace(character))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_NumbersAndBooleans_AsTheirText()
    {
        using ConditionApi api = new("""{"NumericLessThan":{"claims:x":[5,1e3]},"Bool":{"claims:y":true}}""");
        ConditionBlock block = Assert.Single(api.Definition.Routes.Values.Single().Condition!);

        Assert.Equal(["5", "1e3", "true"], block.Terms.SelectMany(term => term.Values));
    }
}
