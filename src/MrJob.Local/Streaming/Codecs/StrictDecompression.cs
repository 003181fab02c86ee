using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Codecs;

/// <summary>
/// Makes .NET's gzip and deflate fail on data that ends too soon, as Hadoop does ("Unexpected end of input stream"); by itself .NET gives
/// what is there and says nothing, and a job would count half a file. The switch is read once, at the first use of any such stream.
/// </summary>
internal static class StrictDecompression
{
#pragma warning disable CA2255 // must come before anybody's first use, which no other place in this assembly can see to
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Enable() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
}
