using System.Diagnostics;
using System.Text;
using MrJob.Testing;

namespace MrJob.Core.Tests.Jobs.Scripts;

/// <summary>A folder in which scripts are run as a node would run them, with stand-ins for what only a cluster has.</summary>
internal sealed class Shell : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>The shell and its switches, as the option <c>sh_bin</c> has them.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["sh", "-ex"];

    public string Folder => Path.Combine(_folder.Path, "work");

    public Shell()
    {
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Puts a file into the task's folder.</summary>
    public Shell With(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return this;
    }

    /// <summary>Puts a program on the PATH, as a script of sh.</summary>
    public Shell WithProgram(string name, string script)
    {
        var path = Path.Combine(_folder.Path, "bin", name);
        File.WriteAllText(path, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return this;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public Task<ShellResult> RunAsync(string script, string command = "cat", string input = "") => RunAsync(script, Encoding.UTF8.GetBytes(input), "sh", "-c", command);

    /// <summary>Runs <c>sh -ex wrapper.sh COMMAND…</c>.</summary>
    public async Task<ShellResult> RunAsync(string script, byte[] input, params string[] command)
    {
        var wrapper = Path.Combine(Folder, $"wrapper-{Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(wrapper, script);
        var start = new ProcessStartInfo(Program[0], [.. Program.Skip(1), wrapper, .. command])
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_folder.Path, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("PYTHONPATH");
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // the script ended without reading: its exit code says why
        }
        await reading;
        await process.WaitForExitAsync();
        return new(process.ExitCode, output.ToArray(), await errors);
    }
}

internal sealed record ShellResult(int ExitCode, byte[] Bytes, string Errors)
{
    public string Output => Encoding.UTF8.GetString(Bytes);
}
