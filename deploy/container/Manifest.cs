// Leaves in the list of a published program's files those that are there: dotnet run --file Manifest.cs -- FOLDER/PROGRAM.deps.json
// The host reads in it what it has to find.
#:property RunAnalyzers=false
#:property EnforceCodeStyleInBuild=false
#:property PublishAot=false
using System.Text.Json;
using System.Text.Json.Nodes;

string folder = Path.GetDirectoryName(args[0])!;
JsonNode dependencies = JsonNode.Parse(File.ReadAllText(args[0]))!;
foreach ((_, JsonNode? target) in dependencies["targets"]!.AsObject())
{
    foreach ((_, JsonNode? library) in target!.AsObject())
    {
        foreach (string kind in (string[])["runtime", "native"])
        {
            JsonObject? files = library![kind]?.AsObject();
            foreach (string path in files?.Select(file => file.Key).Where(path => !File.Exists(Path.Combine(folder, Path.GetFileName(path)))).ToArray() ?? [])
            {
                files!.Remove(path);
            }
        }
    }
}

File.WriteAllText(args[0], dependencies.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.General) { WriteIndented = true }));
