using MrJob.Local.S3;
using MrJob.Local.S3.Http;
using MrJob.Local.S3.Storage;
using MrJob.Testing;

namespace MrJob.Local.Tests.S3;

/// <summary>A folder of a test's own with a store in it, that can be opened again as after a restart.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestClock Clock { get; } = new();

    public RecordingEventBus Bus { get; } = new();

    public ObjectStore Open(params string[] buckets)
    {
        var store = new ObjectStore(_folder.Path, Bus, Clock);
        foreach (var bucket in buckets)
            store.CreateBucket(bucket);
        return store;
    }

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Puts into the bucket <c>data</c>.</summary>
    public static void Put(ObjectStore store, string key, string text)
    {
        var staged = store.Staging.NewFile();
        System.IO.File.WriteAllText(staged, text);
        var size = new FileInfo(staged).Length;
        store.Put("data", key, new(staged, size, "etag-of-" + size, ObjectHeaders.Default), WriteCondition.None, new("PutObject", "id"));
    }

    public void Dispose() => _folder.Dispose();
}
