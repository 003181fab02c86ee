using System.Reflection;
using System.Runtime.CompilerServices;
using Amazon.Lambda.Core;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>A <c>Handler</c> string that names no method that Lambda could call.</summary>
internal sealed class HandlerException(string message) : Exception(message);

/// <summary>
/// The method behind a <c>Handler</c> string, <c>Assembly::Namespace.Type::Method</c>. It takes an input, an
/// <see cref="ILambdaContext"/>, both or nothing, and returns nothing, a value, or a task of either. What is no <see cref="Stream"/>
/// goes through the function's own serializer: https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html
/// </summary>
internal sealed class HandlerMethod
{
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly MethodInfo _method;
    private readonly Func<Stream, object?>? _readInput;
    private readonly Func<object?, Task<byte[]>> _writeOutput;

    private HandlerMethod(Type type, MethodInfo method, ILambdaSerializer? serializer)
    {
        (Type, _method) = (type, method);
        _readInput = InputType(method) is { } input ? HandlerInput.Reader(input, serializer) : null;
        _writeOutput = HandlerOutput.Writer(method.ReturnType, serializer);
    }

    /// <summary>The type to make an instance of, unless <see cref="IsStatic"/>.</summary>
    public Type Type { get; }

    public bool IsStatic => _method.IsStatic;

    /// <exception cref="HandlerException">Saying what of the string is wrong.</exception>
    public static HandlerMethod Resolve(string handler)
    {
        if (handler.Split("::") is not [{ Length: > 0 } assemblyName, { Length: > 0 } typeName, { Length: > 0 } methodName])
            throw new HandlerException($"is '{handler}'; it must be Assembly::Namespace.Type::Method.");
        var assembly = Load(assemblyName);
        var type = assembly.GetType(typeName)
            ?? throw new HandlerException($"is '{handler}'; the assembly {assemblyName} has no type {typeName}.");
        var method = Find(type, methodName);
        var serializer = NeedsSerializer(method) ? Serializer(method, assembly) : null;
        return new(type, method, serializer);
    }

    /// <summary>Runs the method. Returns what it returns as the function's response; exceptions are the method's own.</summary>
    public async Task<byte[]> InvokeAsync(object? instance, byte[] payload, ILambdaContext context)
    {
        using var stream = new MemoryStream(payload, writable: false);
        object?[] arguments = [.. _method.GetParameters().Select(p => IsContext(p) ? context : _readInput!(stream))];
        return await _writeOutput(_method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null));
    }

    private static Assembly Load(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new HandlerException($"is in the assembly {name}, which cannot be loaded: {e.Message}");
        }
    }

    private static MethodInfo Find(Type type, string name)
    {
        var found = type.GetMethods(AnyMethod).Where(m => m.Name == name).ToList();
        if (found is not [var method])
            throw new HandlerException($"names {type}.{name}, of which there are {found.Count}; it must name one method.");
        if (!method.IsStatic && type.IsAbstract || type.ContainsGenericParameters || method.ContainsGenericParameters)
            throw new HandlerException($"names {type}.{name}, which is abstract or generic; it must be one of a plain class.");
        if (!TakesInputAndContext(method))
            throw new HandlerException($"names {type}.{name}, which takes other things; it may take an input and then an ILambdaContext.");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw new HandlerException($"names {type}.{name}, which is async void; it must return Task, or Lambda would not wait for it.");
        return method;
    }

    private static bool TakesInputAndContext(MethodInfo method) => method.GetParameters() switch
    {
        [] or [_] => true,
        [var input, var context] => !IsContext(input) && IsContext(context),
        _ => false,
    };

    private static bool IsContext(ParameterInfo parameter) => parameter.ParameterType == typeof(ILambdaContext);

    private static Type? InputType(MethodInfo method) =>
        method.GetParameters() is [var first, ..] && !IsContext(first) ? first.ParameterType : null;

    private static bool NeedsSerializer(MethodInfo method) =>
        (InputType(method) is { } input && input != typeof(Stream)) || HandlerOutput.NeedsSerializer(method.ReturnType);

    private static ILambdaSerializer Serializer(MethodInfo method, Assembly assembly)
    {
        var attribute = method.GetCustomAttribute<LambdaSerializerAttribute>() ?? assembly.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? throw new HandlerException(
                $"names {method.DeclaringType}.{method.Name}, which needs a LambdaSerializer attribute, on itself or its assembly.");
        return Activator.CreateInstance(attribute.SerializerType) as ILambdaSerializer
            ?? throw new HandlerException($"has the serializer {attribute.SerializerType}, which is no ILambdaSerializer.");
    }
}
