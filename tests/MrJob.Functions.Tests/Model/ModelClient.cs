using System.Collections.Concurrent;
using System.Reflection;
using MrJob.Functions.Tests.Service;

namespace MrJob.Functions.Tests.Model;

/// <summary>An AWS client of one process: each call waits for its turn and goes to the model, or goes wrong.</summary>
internal class ModelClient<T> : DispatchProxy
    where T : class
{
    private static readonly ConcurrentDictionary<Type, Func<ModelClient<T>, object, CancellationToken, Task>> Calls = new();
    private ModelWorld _world = null!;
    private ModelProcess _process = null!;
    private Func<object, object> _answer = null!;
    private Action<object>? _fault;
    private Action<object, DateTimeOffset>? _late;

    /// <param name="answer">The response to a request; throws what AWS would.</param>
    /// <param name="fault">What may go wrong on the way to AWS; throws.</param>
    /// <param name="late">What becomes of a call that the caller gave up while it was on its way.</param>
    public static T Create(
        ModelWorld world, ModelProcess process, Func<object, object> answer, Action<object>? fault = null, Action<object, DateTimeOffset>? late = null)
    {
        var client = Create<T, ModelClient<T>>();
        var self = (ModelClient<T>)(object)client;
        (self._world, self._process, self._answer, self._fault, self._late) = (world, process, answer, fault, late);
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == "Dispose")
            return null;
        var call = Calls.GetOrAdd(targetMethod.ReturnType.GetGenericArguments()[0], static type => typeof(ModelClient<T>)
            .GetMethod(nameof(CallAsync), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type)
            .CreateDelegate<Func<ModelClient<T>, object, CancellationToken, Task>>());
        return call(this, args![0]!, (CancellationToken)args[1]!);
    }

    private async Task<TAnswer> CallAsync<TAnswer>(object request, CancellationToken cancel)
    {
        MayDie(5);
        var sent = _world.Now;
        var asked = _process.Clock.GetTimestamp();
        try
        {
            await _world.TurnAsync(_process, cancel);
        }
        catch (OperationCanceledException) when (!_process.IsDead)
        {
            _world.Tell($"{_process.Name} gave up {Text(request)}");
            _late?.Invoke(request, sent);
            throw;
        }
        MayDie(5);
        _world.Tell($"{_process.Name} {Text(request)}");
        _fault?.Invoke(request);
        var answer = _answer(request);
        var answered = _world.Now;
        if (_world.Happens(30))
            await _world.TurnAsync(_process, cancel); // it stalls before it reads the answer
        if (typeof(T) == typeof(Amazon.S3.IAmazonS3))
            _process.Observe(answered, asked);
        MayDie(5);
        return (TAnswer)answer;
    }

    private static string Text(object request) => request.GetType().Name[..^"Request".Length] + " " + request switch
    {
        Amazon.S3.Model.GetObjectRequest get => get.Key,
        Amazon.S3.Model.PutObjectRequest put => $"{put.Key} {put.IfMatch}",
        Amazon.S3.Model.DeleteObjectRequest delete => delete.Key,
        Amazon.S3.Model.ListObjectsV2Request list => list.Prefix,
        Amazon.ElasticMapReduce.Model.AddJobFlowStepsRequest add => $"{add.JobFlowId} {add.Steps[0].Name}",
        Amazon.ElasticMapReduce.Model.ListStepsRequest list => list.ClusterId,
        _ => "",
    };

    private void MayDie(int perMille)
    {
        _process.IsDead |= _world.Happens(perMille);
        if (_process.IsDead)
        {
            _world.Tell($"{_process.Name} is dead");
            throw new ProcessDeathException();
        }
    }
}
