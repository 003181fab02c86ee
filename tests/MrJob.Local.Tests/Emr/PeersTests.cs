using System.Diagnostics;
using MrJob.Local.Emr;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr;

/// <summary>Clients that others wrote do their work against us.</summary>
public class PeersTests
{
    private static readonly FakeStepRunner Succeeding = new() { EndAtOnce = StepOutcome.Success };

    [Fact]
    public async Task The_AWS_command_line_starts_follows_and_ends_a_cluster()
    {
        await using var emr = await EmrHost.StartAsync(runner: Succeeding);
        (await RunAsync("bash", ["-euc", """
            id=$("$AWS" emr create-cluster --name from-the-cli --release-label emr-7.1.0 --use-default-roles --instance-type m5.xlarge --instance-count 2 \
                --applications Name=Hadoop --tags team=data --no-auto-terminate --query ClusterId --output text)
            "$AWS" emr wait cluster-running --cluster-id $id
            step=$("$AWS" emr add-steps --cluster-id $id --query 'StepIds[0]' --output text \
                --steps Type=CUSTOM_JAR,Name=hello,ActionOnFailure=CONTINUE,Jar=command-runner.jar,Args=echo,hello)
            "$AWS" emr wait step-complete --cluster-id $id --step-id $step
            "$AWS" emr describe-step --cluster-id $id --step-id $step --query 'Step.[Name,Status.State,Config.Args]' --output text
            "$AWS" emr list-steps --cluster-id $id --query 'Steps[].Status.State' --output text
            "$AWS" emr add-tags --resource-id $id --tags more=tags
            "$AWS" emr modify-cluster-attributes --cluster-id $id --termination-protected
            "$AWS" emr describe-cluster --cluster-id $id --query 'Cluster.[Name,Status.State,TerminationProtected,Tags[1].Key,InstanceGroups[1].RunningInstanceCount]' --output text
            if "$AWS" emr terminate-clusters --cluster-ids $id 2>/dev/null; then exit 1; fi
            "$AWS" emr modify-cluster-attributes --cluster-id $id --no-termination-protected
            "$AWS" emr cancel-steps --cluster-id $id --step-ids $step --query 'CancelStepsInfoList[].Status' --output text
            "$AWS" emr terminate-clusters --cluster-ids $id
            "$AWS" emr wait cluster-terminated --cluster-id $id
            "$AWS" emr list-clusters --terminated --query 'Clusters[].[Name,Status.State]' --output text
            """], emr.Url, ("AWS", Peers.AwsCli))).ShouldBe("""
            hello	COMPLETED
            echo	hello
            COMPLETED
            from-the-cli	WAITING	True	more	1
            FAILED
            from-the-cli	TERMINATED

            """);
    }

    [Fact]
    public async Task Boto3_pages_waits_and_knows_our_errors()
    {
        _ = Peers.MotoServer; // comes with boto3
        await using var emr = await EmrHost.StartAsync(runner: Succeeding);
        (await RunAsync(Peers.Python, ["-c", """
            import boto3, botocore
            emr = boto3.client('emr')
            instances = dict(InstanceGroups=[dict(InstanceRole='MASTER', InstanceType='m5.xlarge', InstanceCount=1)], KeepJobFlowAliveWhenNoSteps=True)
            start = lambda n: emr.run_job_flow(Name=n, ReleaseLabel='emr-7.1.0', Instances=instances, ServiceRole='s', JobFlowRole='j')['JobFlowId']
            ids = [start('n%d' % n) for n in range(55)]
            assert [c['Id'] for page in emr.get_paginator('list_clusters').paginate() for c in page['Clusters']] == ids[::-1]
            steps = emr.add_job_flow_steps(JobFlowId=ids[0], Steps=[
                dict(Name='s%d' % n, ActionOnFailure='CONTINUE', HadoopJarStep=dict(Jar='a.jar', Args=['x'])) for n in range(55)])['StepIds']
            fast = dict(Delay=0.05, MaxAttempts=400)
            emr.get_waiter('step_complete').wait(ClusterId=ids[0], StepId=steps[-1], WaiterConfig=fast)
            assert [s['Id'] for page in emr.get_paginator('list_steps').paginate(ClusterId=ids[0]) for s in page['Steps']] == steps[::-1]
            for call in ['list_instance_groups', 'list_instances', 'list_bootstrap_actions']:
                print(call, sum(len(v) for page in emr.get_paginator(call).paginate(ClusterId=ids[0]) for k, v in page.items() if isinstance(v, list)))
            cluster = emr.describe_cluster(ClusterId=ids[0])['Cluster']
            assert cluster['Status']['Timeline']['CreationDateTime'].tzinfo, cluster
            assert emr.get_auto_termination_policy(ClusterId=ids[0]).get('AutoTerminationPolicy') is None
            emr.put_auto_termination_policy(ClusterId=ids[0], AutoTerminationPolicy=dict(IdleTimeout=60))
            print(emr.get_auto_termination_policy(ClusterId=ids[0])['AutoTerminationPolicy'])
            print(emr.modify_cluster(ClusterId=ids[0], StepConcurrencyLevel=3)['StepConcurrencyLevel'])
            emr.terminate_job_flows(JobFlowIds=ids[:10])
            emr.get_waiter('cluster_terminated').wait(ClusterId=ids[0], WaiterConfig=fast)
            try: emr.describe_cluster(ClusterId='j-NO')
            except emr.exceptions.InvalidRequestException as e: print(e.response['Error']['Message'], e.response['ErrorCode'])
            for call, args in [(emr.terminate_job_flows, dict(JobFlowIds=['j-NO'])), (emr.describe_studio, dict(StudioId="es-1"))]:
                try: call(**args)
                except botocore.exceptions.ClientError as e: print(e)
            """], emr.Url)).ShouldBe("""
            list_instance_groups 1
            list_instances 1
            list_bootstrap_actions 0
            {'IdleTimeout': 60}
            3
            Cluster id 'j-NO' is not valid. NoSuchCluster
            An error occurred (ValidationException) when calling the TerminateJobFlows operation: Specified job flow ID does not exist.
            An error occurred (UnknownOperationException) when calling the DescribeStudio operation: The local EMR does not have the operation DescribeStudio.

            """);
    }

    private static async Task<string> RunAsync(string program, string[] args, string endpoint, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables.Concat([
            ("AWS_ENDPOINT_URL", endpoint), ("AWS_ACCESS_KEY_ID", "any"), ("AWS_SECRET_ACCESS_KEY", "any"), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", "")]))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
