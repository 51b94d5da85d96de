namespace Authz.Import;

/// <summary>The formats of an API definition's file, recognized by its content.</summary>
public enum DefinitionFormat
{
    /// <summary>Authz's own format, in JSON or YAML.</summary>
    Authz,

    /// <summary>OpenAPI 3.0 or 3.1, with or without the extensions <c>x-amazon-apigateway-*</c>.</summary>
    OpenApi,

    /// <summary>An AWS CloudFormation template with resources <c>AWS::ApiGatewayV2::*</c>.</summary>
    CloudFormation,

    /// <summary>An AWS SAM template with an <c>AWS::Serverless::HttpApi</c> or events of type <c>HttpApi</c>.</summary>
    Sam,

    /// <summary>A serverless.yml of the Serverless Framework.</summary>
    Serverless,

    /// <summary>A Terraform plan or state with resources <c>aws_apigatewayv2_*</c>, as <c>terraform show -json</c> writes it.</summary>
    Terraform,
}
