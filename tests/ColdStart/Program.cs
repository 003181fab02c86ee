// One cold start: PACKAGE HANDLER EVENT. Loads the handler from the package, has the package's own serializer read the event, calls, has the answer
// written, and says when that was done: milliseconds since the process was started.
using System.Globalization;
using System.Reflection;
using MrJob.ColdStart;

#pragma warning disable RS0030 // what is measured is the time of the process itself
var (package, handler, file) = (args[0], args[1].Split("::"), args[2]);
var main = new PackageContext(Path.Combine(package, handler[0] + ".dll")).LoadFromAssemblyPath(Path.GetFullPath(Path.Combine(package, handler[0] + ".dll")));
var type = main.GetType(handler[1], throwOnError: true)!;
var method = type.GetMethod(handler[2])!;
var attribute = main.CustomAttributes.Single(a => a.AttributeType.Name == "LambdaSerializerAttribute");
var serializer = Activator.CreateInstance((Type)attribute.ConstructorArguments[0].Value!)!;
var parameters = method.GetParameters();
using var input = File.OpenRead(file);
var payload = Generic("Deserialize", parameters[0].ParameterType).Invoke(serializer, [input]);
var context = DispatchProxy.Create(parameters[1].ParameterType, typeof(ContextProxy));
var task = (Task)method.Invoke(Activator.CreateInstance(type), [payload, context])!;
await task;
if (!Path.GetFileName(file).StartsWith("bad-", StringComparison.Ordinal) && task.GetType().GetProperty("Result")?.GetValue(task) is { } answer
    && answer.GetType().GetProperty("StatusCode")?.GetValue(answer) is >= 400 and var status)
    throw new InvalidOperationException($"{args[1]} answered {status}: {answer.GetType().GetProperty("Body")?.GetValue(answer)}");
if (task.GetType().GetProperty("Result") is { } result && result.PropertyType.Name != "VoidTaskResult")
    Generic("Serialize", result.PropertyType).Invoke(serializer, [result.GetValue(task), new MemoryStream()]);
using var process = System.Diagnostics.Process.GetCurrentProcess();
Console.WriteLine((DateTime.Now - process.StartTime).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture));

MethodInfo Generic(string name, Type of) => serializer.GetType().GetMethods().Single(m => m.Name == name && m.IsGenericMethod).MakeGenericMethod(of);
