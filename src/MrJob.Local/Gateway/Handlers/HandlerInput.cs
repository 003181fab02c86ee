using System.Reflection;
using Amazon.Lambda.Core;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>How a handler's input is made of the payload.</summary>
internal static class HandlerInput
{
    /// <param name="serializer">Not null, unless the input is the stream itself.</param>
    public static Func<Stream, object?> Reader(Type input, ILambdaSerializer? serializer) => input == typeof(Stream)
        ? stream => stream
        : Generic(nameof(Deserializer), input).CreateDelegate<Func<ILambdaSerializer, Func<Stream, object?>>>()(serializer!);

    private static Func<Stream, object?> Deserializer<T>(ILambdaSerializer serializer) => stream => serializer.Deserialize<T>(stream);

    private static MethodInfo Generic(string name, Type argument) =>
        typeof(HandlerInput).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(argument);
}
