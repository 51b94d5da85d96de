// Leaves in a published folder what the program can load: dotnet run --file Closure.cs -- FOLDER PROGRAM
// An assembly that no other refers to, directly or not, goes; the others stay whole, so that whatever is found by reflection is there. What
// only debuggers and other garbage collectors need goes, too. The host reads in PROGRAM.deps.json which files there are.
#:property RunAnalyzers=false
#:property EnforceCodeStyleInBuild=false
#:property PublishAot=false
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Nodes;

string folder = args[0];
string program = args[1];
string[] unused = ["createdump", "libclrgc.so", "libclrgcexp.so", "libcoreclrtraceptprovider.so", "libmscordaccore.so", "libmscordbi.so"];

HashSet<string> reached = new(StringComparer.Ordinal);

// The core library loads the second by name, for the lines of an exception.
Stack<string> ahead = new([program, "System.Private.CoreLib", "System.Diagnostics.StackTrace"]);
while (ahead.TryPop(out string? name))
{
    string path = Path.Combine(folder, name + ".dll");
    if (File.Exists(path) && reached.Add(name))
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
        {
            ahead.Push(metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        }
    }
}

HashSet<string> removed = new(unused, StringComparer.Ordinal);
removed.UnionWith(Directory.EnumerateFiles(folder, "*.dll")
    .Where(path => !reached.Contains(Path.GetFileNameWithoutExtension(path)))
    .Select(path => Path.GetFileName(path)));
foreach (string name in removed)
{
    File.Delete(Path.Combine(folder, name));
}

string list = Path.Combine(folder, program + ".deps.json");
JsonNode dependencies = JsonNode.Parse(File.ReadAllText(list))!;
foreach ((_, JsonNode? target) in dependencies["targets"]!.AsObject())
{
    foreach ((_, JsonNode? library) in target!.AsObject())
    {
        foreach (string kind in (string[])["runtime", "native"])
        {
            JsonObject? files = library![kind]?.AsObject();
            foreach (string path in files?.Select(file => file.Key).Where(path => removed.Contains(Path.GetFileName(path))).ToArray() ?? [])
            {
                files!.Remove(path);
            }
        }
    }
}

File.WriteAllText(list, dependencies.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.General) { WriteIndented = true }));
Console.WriteLine($"{reached.Count} assemblies stay, {removed.Count} files go");
