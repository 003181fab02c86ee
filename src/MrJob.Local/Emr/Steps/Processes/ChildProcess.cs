using System.ComponentModel;
using System.Diagnostics;

namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>
/// A running process with pipes to its standard streams, in a session and process group of its own where <c>setsid</c> is
/// installed, so that it can be ended together with all that it started.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly string? Setsid = OperatingSystem.IsLinux() ? new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists) : null;

    private readonly Process process;
    private readonly string tag;

    private ChildProcess(Process process, string tag) => (this.process, this.tag) = (process, tag);

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public Stream Error => process.StandardError.BaseStream;

    public int Id => process.Id;

    /// <summary>Starts the process and enters it in the ledger.</summary>
    /// <exception cref="ProcessStartException">The program is missing or may not be executed.</exception>
    public static ChildProcess Start(ProcessSpec spec, ProcessLedger ledger)
    {
        var program = ProgramPath.Resolve(spec.Program, spec.Folder, spec.Environment.GetValueOrDefault("PATH"));
        var start = new ProcessStartInfo(Setsid ?? program, Setsid is null ? spec.Args : [program, .. spec.Args])
        {
            WorkingDirectory = spec.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        // Within its folder, and its own: a combiner runs where the mapper does whose leftovers are ended.
        var tag = Path.Combine(spec.Folder, Guid.NewGuid().ToString("N"));
        start.Environment[TaggedProcesses.Variable] = tag;

        var process = StartOrExplain(start, spec.Program);
        ledger.Add(process);
        PipeSize.Widen(process.StandardOutput.BaseStream);
        return new ChildProcess(process, tag);
    }

    /// <summary>The exit code; as in a shell, 128 and the signal's number when a signal ended it.</summary>
    public async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Ends what is left of the process's group: itself, if it runs, and what it started and did not wait for.</summary>
    public void EndGroup()
    {
        if (Setsid is not null)
            ProcessSignals.EndGroup(process.Id);
        else if (!process.HasExited)
            EndTree();
    }

    /// <summary>Ends the process and everything that it started, also what has left the group.</summary>
    public void End()
    {
        EndGroup();
        TaggedProcesses.End(tag);
    }

    public void Dispose() => process.Dispose();

    private static Process StartOrExplain(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProcessStartException(program, e.NativeErrorCode, e.Message);
        }
    }

    private void EndTree()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }
}
