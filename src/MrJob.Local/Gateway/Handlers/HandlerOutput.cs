using System.Reflection;
using Amazon.Lambda.Core;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>How a function's response is made of what its handler returns.</summary>
internal static class HandlerOutput
{
    private static readonly Type[] WithoutValue = [typeof(void), typeof(Task)];

    public static bool NeedsSerializer(Type returned) => !WithoutValue.Contains(returned) && Value(returned) != typeof(Stream);

    /// <param name="returned">The method's return type.</param>
    /// <param name="serializer">Not null where <see cref="NeedsSerializer"/> says so.</param>
    /// <exception cref="HandlerException">Lambda does not await this type.</exception>
    public static Func<object?, Task<byte[]>> Writer(Type returned, ILambdaSerializer? serializer)
    {
        if (returned == typeof(ValueTask) || (returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            throw new HandlerException($"names a method that returns {returned.Name}; it must return nothing, a value, Task or Task<T>.");
        if (returned == typeof(void))
            return _ => Task.FromResult<byte[]>([]);
        if (returned == typeof(Task))
            return NothingAsync;
        var isTask = returned != Value(returned);
        return Generic(isTask ? nameof(TaskWriter) : nameof(ValueWriter), Value(returned))
            .CreateDelegate<Func<ILambdaSerializer?, Func<object?, Task<byte[]>>>>()(serializer);
    }

    /// <summary>T of Task&lt;T&gt;; any other type itself.</summary>
    private static Type Value(Type returned) =>
        returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>) ? returned.GetGenericArguments()[0] : returned;

    private static async Task<byte[]> NothingAsync(object? task)
    {
        await (Task)task!;
        return [];
    }

    private static Func<object?, Task<byte[]>> TaskWriter<T>(ILambdaSerializer? serializer) =>
        async task => await BytesAsync(await (Task<T>)task!, serializer);

    private static Func<object?, Task<byte[]>> ValueWriter<T>(ILambdaSerializer? serializer) =>
        value => BytesAsync((T)value!, serializer);

    private static async Task<byte[]> BytesAsync<T>(T value, ILambdaSerializer? serializer)
    {
        using var bytes = new MemoryStream();
        if (value is Stream stream)
        {
            await using (stream)
                await stream.CopyToAsync(bytes);
        }
        else if (typeof(T) != typeof(Stream))
        {
            serializer!.Serialize(value, bytes);
        }

        return bytes.ToArray();
    }

    private static MethodInfo Generic(string name, Type argument) =>
        typeof(HandlerOutput).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(argument);
}
