using System.Text;
using System.Text.Json.Nodes;

namespace Authz.Tests;

public sealed class ApiDefinitionWriterTests
{
    private static readonly string s_everything = """
        {
          "name": "pets",
          "compatibility": "standard",
          "authorizers": {
            "one": {
              "type": "JWT",
              "identitySource": "$request.header.authorization",
              "maximumTokenLength": 16384,
              "tokenBinding": {
                "dpop": "REQUIRED",
                "mutualTls": "ALLOWED",
                "nonce": true,
                "maximumProofAge": 30,
                "origins": ["https://api.example.com", "http://localhost:5000"]
              },
              "revocation": {
                "claims": ["jti", "sub"],
                "maximumStaleness": 30,
                "onUnavailable": "ALLOW",
                "file": "revoked.json"
              },
              "jwtConfiguration": {
                "issuer": "https://id.example.com/",
                "audience": ["pets", "more"],
                "audienceClaims": ["aud", "azp"],
                "scopeClaims": ["/realm_access/roles", "scope"],
                "algorithms": ["ES256"],
                "clockSkew": 30,
                "requiredTokenType": "at+jwt",
                "condition": { "StringEquals": { "token:typ": "at+jwt" } },
                "jwksUri": "https://id.example.com/keys",
                "trustedCertificatesFile": "ca.pem",
                "jwksBearerTokenFile": "token",
                "kidRequired": false,
                "maximumKeyAge": 3600
              }
            },
            "two": {
              "type": "JWT",
              "identitySource": "$request.header.Authorization",
              "jwtConfiguration": [
                { "issuer": "https://a.example.com", "audience": ["a"], "jwksFile": "keys.json" },
                {
                  "issuer": "http://idp:8080/{tenantid}/",
                  "audience": ["a"],
                  "tenants": ["t1", "t2"],
                  "metadataUri": "http://idp:8080/metadata",
                  "insecureHttpHosts": ["idp:8080"]
                },
                {
                  "issuer": "https://b.example.com",
                  "audience": ["b"],
                  "jwks": KEYS
                }
              ],
              "protectedResource": {
                "resource": "https://api.example.com/mcp",
                "scopesSupported": ["weather:read"],
                "resourceName": "Weather",
                "resourceDocumentation": "https://api.example.com/docs",
                "authorizationServers": ["https://a.example.com"]
              }
            },
            "function": {
              "type": "REQUEST",
              "authorizerUri": "decide",
              "authorizerPayloadFormatVersion": "2.0",
              "enableSimpleResponses": true,
              "identitySource": ["$request.header.Authorization"],
              "authorizerResultTtlInSeconds": 60
            }
          },
          "routes": {
            "GET /open": { "authorizationType": "NONE" },
            "GET /optional": { "authorizer": "one", "tokenRequired": false },
            "GET /pets/{id}": {
              "authorizer": "one",
              "authorizationScopes": ["pets:read"],
              "allScopes": ["pets:all"],
              "condition": [
                { "StringEquals": { "claims:pet": "${request:path.id}" } },
                { "ForAnyValue:StringLike": { "claims:groups": ["pets-*", "admin"] }, "Null": { "claims:act": "true" } }
              ],
              "stepUp": { "acrValues": ["phr"], "maxAge": 300 },
              "allowEncodedSlash": true,
              "integration": {
                "type": "HTTP_PROXY",
                "uri": "http://127.0.0.1:5001/{id}",
                "integrationMethod": "POST",
                "timeoutInMillis": 1500,
                "requestParameters": { "append:header.a": "$context.requestId" },
                "responseParameters": { "200": { "remove:header.b": "" } }
              }
            },
            "POST /mcp": {
              "authorizer": "two",
              "tools": { "get_weather": { "authorizationScopes": ["weather:read"], "allScopes": ["weather:all"] }, "*": {} },
              "maximumToolBody": 2048
            },
            "GET /hub": {
              "authorizer": "two",
              "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:5001/hub", "webSockets": true }
            },
            "$default": {
              "authorizer": "function",
              "integration": { "type": "AWS_PROXY", "uri": "pets", "payloadFormatVersion": "1.0", "claimFormat": "typed" }
            }
          },
          "cors": {
            "allowOrigins": ["https://app.example.com"],
            "allowMethods": ["GET"],
            "allowHeaders": ["authorization"],
            "exposeHeaders": ["etag"],
            "maxAge": 600,
            "allowCredentials": true
          },
          "stages": {
            "test": {
              "stageVariables": { "host": "a.example.com" },
              "defaultRouteSettings": { "throttlingRateLimit": 0.5, "throttlingBurstLimit": 7 },
              "routeSettings": { "GET /open": { "throttlingBurstLimit": 0 } },
              "accessLogSettings": { "format": "$context.status", "destination": "access.log" },
              "hosts": ["api.example.com"]
            }
          }
        }
        """.Replace("KEYS", TestKeys.SetOf(TestKeys.For("ES256")).ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void Writes_WhatWasRead_InTheSameOrder() => Assert.Equal(Compact(s_everything), Compact(Written(s_everything)));

    [Fact]
    public void Writes_EveryPropertyOfTheSchema()
    {
        JsonNode schema = JsonNode.Parse(ApiDefinitionSchema.ToJson())!;
        string written = Written(s_everything);
        IEnumerable<string> properties = schema["definitions"]!.AsObject().Select(definition => definition.Value!)
            .Append(schema)
            .SelectMany(definition => definition["properties"]?.AsObject().Select(property => property.Key) ?? []);

        Assert.DoesNotContain(
            properties.Except(["$schema", "description"]),
            property => !written.Contains($"\"{property}\":", StringComparison.Ordinal));
    }

    [Fact]
    public void Writes_NoDefaults_ExceptThoseThatAReaderLooksFor() => Assert.Equal(
        """{"compatibility":"standard","authorizers":{},"routes":{"GET /a":{"authorizationType":"NONE"}}}""",
        Compact(Written("""{ "routes": { "GET /a": { "authorizationType": "NONE", "allScopes": [], "allowEncodedSlash": false } } }""")));

    [Fact]
    public void Ends_InALineFeed() => Assert.EndsWith("}\n", Written(s_everything), StringComparison.Ordinal);

    private static string Written(string json) =>
        Encoding.UTF8.GetString(ApiDefinitionWriter.Write(ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(json))));

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();
}
