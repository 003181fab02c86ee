using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.S3;
using MrJob.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Housekeeping;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using MrJob.Core.Storage;

namespace MrJob.Functions;

/// <summary>The reading half of the API: jobs, their reports, their output.</summary>
public sealed partial class ReadJobs(ServiceHost host)
{
    internal const int Page = 20;
    internal const int MaxPage = 100;
    internal const int MostHours = 100_000;
    internal const string EntryPattern = @"^\d{17}-[A-Za-z0-9_.-]{1,200}";
    private const int MostReads = 200;

    public ReadJobs()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        if (QueryParameters.Refusal(request) is { } refusal)
            return refusal;
        return request.RouteKey switch
        {
            "GET /" => About(),
            "GET /openapi.json" => Answers.Text("application/json", OpenApi.Text),
            "GET /options" => await OptionsAsync(context, deadline.Token),
            "GET /jobs" => await ListAsync(request, deadline.Token),
            "GET /jobs/{id}" => await WithJobAsync(
                request, job => Task.FromResult(Answers.Json(HttpStatusCode.OK, JobView.Of(job), ApiJson.Default.JobView)), deadline.Token),
            "GET /jobs/{id}/logs" => await WithJobAsync(request, job => LogsAsync(job, request, deadline.Token), deadline.Token),
            "GET /jobs/{id}/output" => await WithJobAsync(request, job => OutputAsync(job, deadline.Token), deadline.Token),
            var other => throw new InvalidOperationException($"No answer for route '{other}': template.yaml and this handler disagree."),
        };
    }

    private APIGatewayHttpApiV2ProxyResponse About() => Answers.Json(
        HttpStatusCode.OK,
        new AboutView("MrJob.Serverless", typeof(ReadJobs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            host.Get<ServiceSettings>().Tmp.ToString(), host.Get<FunctionEnvironment>()["AWS_ENDPOINT_URL"]),
        ApiJson.Default.AboutView);

    /// <summary>What holds below every request, so that a client can say what a job would run with, and why.</summary>
    private async Task<APIGatewayHttpApiV2ProxyResponse> OptionsAsync(ILambdaContext context, CancellationToken cancel)
    {
        ServiceConf conf;
        try
        {
            conf = await host.Get<ServiceConfStore>().ReadAsync(cancel);
        }
        catch (ConfException e)
        {
            return Answers.ConfIsWrong(e, context);
        }
        var limits = conf.Limits;
        return Answers.Json(
            HttpStatusCode.OK,
            new OptionsView(
                [.. conf.Layers.Prepend(host.Get<ServiceSettings>().ToLayer()).Select(l => new OptionLayerView(l.Source, l.ToJson()))], conf.Locked,
                new(conf.Source.Length > 0 ? conf.Source : null, limits.Instances, limits.InstanceTypes, limits.Subnets, limits.Roles)),
            ApiJson.Default.OptionsView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> WithJobAsync(
        APIGatewayHttpApiV2ProxyRequest request, Func<Job, Task<APIGatewayHttpApiV2ProxyResponse>> answer, CancellationToken cancel) =>
        request.JobId() is { } id && await host.Get<JobStore>().ReadAsync(id, cancel) is { } job
            ? await answer(job.Value) : Answers.NoSuchJob(request.Id());

    private async Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (request.Query("longer_than_hours") is { } hours)
            return await LongAsync(hours, request.Query("exclude_tag"), cancel);
        if (request.Number("limit", Page, 1, MaxPage) is not { } limit)
            return Answers.Problem(HttpStatusCode.BadRequest, $"limit must be a number from 1 to {MaxPage}.");
        if (request.Query("next") is { } next && !EntryName().IsMatch(next))
            return Answers.Problem(HttpStatusCode.BadRequest, "next must be what an earlier page gave as next.");
        var state = request.Query("state")?.ToUpperInvariant();
        if (state is not null && !Enum.GetNames<JobState>().Contains(state, StringComparer.OrdinalIgnoreCase))
            return Answers.Problem(
                HttpStatusCode.BadRequest, $"state must be one of {string.Join(", ", Enum.GetNames<JobState>().Select(n => n.ToUpperInvariant()))}.");
        return Answers.Json(
            HttpStatusCode.OK, await PageAsync(state, limit, request.Query("next"), cancel), ApiJson.Default.JobListView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> LongAsync(string text, string? exclude, CancellationToken cancel)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) || !(hours is >= 0 and <= MostHours))
            return Answers.Problem(HttpStatusCode.BadRequest, $"longer_than_hours must be a number from 0 to {MostHours}.");
        var excluded = (exclude ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('=', 2)).ToList();
        if (excluded.Exists(t => t.Length != 2))
            return Answers.Problem(HttpStatusCode.BadRequest, "exclude_tag must be KEY=VALUE, with commas between several.");
        var found = await host.Get<LongJobs>().FindAsync(TimeSpan.FromHours(hours), excluded.ConvertAll(t => KeyValuePair.Create(t[0], t[1])), cancel).ToListAsync(cancel);
        var view = new LongJobListView([.. found.OrderByDescending(j => j.For).Select(LongJobView.Of)]);
        return Answers.Json(HttpStatusCode.OK, view, ApiJson.Default.LongJobListView);
    }

    /// <summary>A page of at most <paramref name="limit"/> jobs. At most 200 records are read for it, so a rare state may give short pages.</summary>
    private async Task<JobListView> PageAsync(string? state, int limit, string? after, CancellationToken cancel)
    {
        var store = host.Get<JobStore>();
        var found = new List<JobSummaryView>();
        var read = 0;
        await foreach (var entry in store.RecentAsync(after, limit + 1, cancel))
        {
            if (found.Count == limit || read++ == MostReads)
                return new(found, after);
            after = entry;
            if (await store.ReadAsync(JobKeys.IdIn(entry)!, cancel) is { Value: var job }
                && (state is null || string.Equals(job.State.ToString(), state, StringComparison.OrdinalIgnoreCase)))
                found.Add(new(job.Id, job.State, job.Created, job.Ended, job.ClusterId, Links.Of(job.Id)));
        }
        return new(found, null);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> LogsAsync(Job job, APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (request.Flag("refresh") && job.State.IsFinal())
            await RefreshAsync(job.Id, cancel);
        var report = (await host.Get<StateStore>().ReadAsync(JobKeys.Report(job.Id), CoreJson.Default.Report, CancellationToken.None))?.Value;
        var logs = await host.Get<JobOutput>().LinksAsync(report?.Logs ?? []);
        var state = report switch { null => "none", { Final: true } => "final", _ => "provisional" };
        return Answers.Json(HttpStatusCode.OK, new LogsView(state, report?.Cause, logs, report?.MoreLogs ?? 0, report?.Problem), ApiJson.Default.LogsView);
    }

    /// <summary>As far as a request's time goes: of very large logs the scheduled report is the one to look at.</summary>
    private async Task RefreshAsync(string id, CancellationToken cancel)
    {
        try
        {
            await host.Get<LogCollector>().RefreshAsync(id, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the report that there is, is told
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> OutputAsync(Job job, CancellationToken cancel)
    {
        try
        {
            var files = await host.Get<JobOutput>().ListAsync(job, cancel);
            return Answers.Json(HttpStatusCode.OK, new OutputView(job.State, job.OutputDir, files), ApiJson.Default.OutputView);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return Answers.Problem(HttpStatusCode.NotFound, $"The output folder {job.OutputDir} cannot be read: {e.Message}");
        }
    }

    [GeneratedRegex(EntryPattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex EntryName();
}
