// Tells what of a program it cannot load: dotnet run --file Closure.cs -- LIST
// LIST names the program's assembly and the files that would be published with it, a line each, and names those that are to be left out
// afterwards. An assembly that no other refers to, directly or not, is; the others stay whole, so that whatever is found by reflection is
// there. What only debuggers and other garbage collectors need is left out, too.
#:property RunAnalyzers=false
#:property EnforceCodeStyleInBuild=false
#:property PublishAot=false
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

string[] unused = ["createdump", "libclrgc.so", "libclrgcexp.so", "libcoreclrtraceptprovider.so", "libmscordaccore.so", "libmscordbi.so"];

string[] files = File.ReadAllLines(args[0]);
Dictionary<string, string> assemblies = files.Where(file => Path.GetExtension(file) == ".dll").DistinctBy(Path.GetFileNameWithoutExtension)
    .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, StringComparer.Ordinal);
HashSet<string> reached = new(StringComparer.Ordinal);

// The core library loads the second by name, for the lines of an exception.
Stack<string> ahead = new([Path.GetFileNameWithoutExtension(files[0]), "System.Private.CoreLib", "System.Diagnostics.StackTrace"]);
while (ahead.TryPop(out string? name))
{
    if (assemblies.TryGetValue(name, out string? path) && reached.Add(name))
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
        {
            ahead.Push(metadata.GetString(metadata.GetAssemblyReference(handle).Name));
        }
    }
}

string[] unreached =
[
    .. files.Where(file => Path.GetExtension(file) == ".dll"
        ? !reached.Contains(Path.GetFileNameWithoutExtension(file))
        : unused.Contains(Path.GetFileName(file))),
];
File.WriteAllLines(args[0], unreached);
Console.WriteLine($"{reached.Count} assemblies stay, {unreached.Length} files go");
