namespace Authz.Import.Terraform;

/// <summary>An instance of a resource in a plan or state.</summary>
/// <param name="Address">Its whole address, such as <c>module.pets.aws_apigatewayv2_route.r["GET /pets"]</c>.</param>
/// <param name="Module">The address of its module without the instance, such as <c>module.pets.</c>; empty for the root.</param>
/// <param name="ModuleInstance">The same with the instance, such as <c>module.pets[0].</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name in its module.</param>
/// <param name="Index">What distinguishes it from other instances, such as <c>[0]</c>; empty for the only one.</param>
/// <param name="Values">Its values; what only deployment knows is unresolved.</param>
/// <param name="Position">Its place.</param>
internal sealed record TerraformResource(
    string Address, string Module, string ModuleInstance, string Type, string Name, string Index, DefinitionNode Values,
    DefinitionPosition Position);
