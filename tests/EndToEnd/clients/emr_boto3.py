"""boto3 does its work against `mrjob local`: every call, paginator and waiter of EMR."""
import gzip
import json
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

import emr_model

FAST = dict(Delay=1, MaxAttempts=120)

emr, s3, seen = boto3.client('emr'), boto3.client('s3'), set()
emr_model.watch(emr, seen)


def refused(code, message, call, **args):
    try:
        call(**args)
    except ClientError as e:
        assert (e.response['Error']['Code'], e.response['Error']['Message']) == (code, message), e
        return e.response
    raise AssertionError(f'{call} was not refused')


def bash(name, script, action='CONTINUE', **more):
    return dict(Name=name, ActionOnFailure=action, HadoopJarStep=dict(Jar='command-runner.jar', Args=['bash', '-c', script]), **more)


def run(name, keep=True, instances=None, **more):
    instances = instances or dict(InstanceGroups=[
        dict(Name='m', InstanceRole='MASTER', InstanceType='m5.xlarge', InstanceCount=1),
        dict(Name='c', InstanceRole='CORE', InstanceType='m5.2xlarge', InstanceCount=2, Market='SPOT', BidPrice='0.10',
             EbsConfiguration=dict(EbsOptimized=True, EbsBlockDeviceConfigs=[
                 dict(VolumesPerInstance=2, VolumeSpecification=dict(VolumeType='gp3', SizeInGB=32))]),
             Configurations=[dict(Classification='yarn-site', Properties={'a': '1'})])])
    return emr.run_job_flow(
        Name=name, ReleaseLabel='emr-7.1.0', ServiceRole='s', JobFlowRole='j', LogUri='s3://logs/emr/',
        Instances=dict(instances, KeepJobFlowAliveWhenNoSteps=keep), **more)['JobFlowId']


def step(cluster, id):
    return emr.describe_step(ClusterId=cluster, StepId=id)['Step']


def wait(name, **args):
    emr.get_waiter(name).wait(WaiterConfig=FAST, **args)


def not_reached(name, **args):
    try:
        wait(name, **args)
    except WaiterError as e:
        assert 'terminal failure' in str(e), e
        return
    raise AssertionError(f'{name} was reached')


def all_of(call, **args):
    return [item for page in emr.get_paginator(call).paginate(**args) for key, items in page.items() if isinstance(items, list) for item in items]


s3.create_bucket(Bucket='logs')

# A cluster in full, and steps that really run.
main = run('main', Tags=[dict(Key='team', Value='data')], Applications=[dict(Name='Hadoop')], StepConcurrencyLevel=1,
           BootstrapActions=[dict(Name='b', ScriptBootstrapAction=dict(Path='s3://code/b.sh', Args=['x']))],
           AutoTerminationPolicy=dict(IdleTimeout=600), Configurations=[dict(Classification='core-site', Properties={'k': 'v'})],
           Steps=[bash('hello', 'echo hello')])
wait('cluster_running', ClusterId=main)
first, = all_of('list_steps', ClusterId=main)
wait('step_complete', ClusterId=main, StepId=first['Id'])
cluster = emr.describe_cluster(ClusterId=main)['Cluster']
assert cluster['Status']['Timeline']['CreationDateTime'].tzinfo and cluster['Tags'] == [dict(Key='team', Value='data')], cluster
assert cluster['NormalizedInstanceHours'] == 8 + 2 * 16, cluster
stdout = gzip.decompress(s3.get_object(Bucket='logs', Key=f'emr/{main}/steps/{first["Id"]}/stdout.gz')['Body'].read())
assert stdout == b'hello\n', stdout

elsewhere = dict(S3MonitoringConfiguration=dict(LogUri='s3://logs/elsewhere/'))
failing, after = emr.add_job_flow_steps(JobFlowId=main, Steps=[
    bash('fails', 'echo broken >&2; exit 3', 'CANCEL_AND_WAIT', StepMonitoringConfiguration=elsewhere), bash('after', 'true')])['StepIds']
not_reached('step_complete', ClusterId=main, StepId=failing)
not_reached('step_complete', ClusterId=main, StepId=after)
failed = step(main, failing)
assert failed['LogUri'] == 's3://logs/elsewhere/' and failed['Status']['FailureDetails']['LogFile'].startswith('s3://logs/elsewhere/'), failed
assert step(main, after)['Status']['State'] == 'CANCELLED'

# Concurrency, cancelling, and what is refused.
assert emr.modify_cluster(ClusterId=main, StepConcurrencyLevel=2)['StepConcurrencyLevel'] == 2
sleeper, beside, last = emr.add_job_flow_steps(JobFlowId=main, Steps=[
    bash('sleeps', 'sleep 600'), bash('beside', 'sleep 600'), bash('last', 'true')])['StepIds']
while {s['Id'] for s in all_of('list_steps', ClusterId=main, StepStates=['RUNNING'])} != {sleeper, beside}:
    time.sleep(0.1)
infos = emr.cancel_steps(ClusterId=main, StepIds=[sleeper, first['Id']], StepCancellationOption='TERMINATE_PROCESS')['CancelStepsInfoList']
assert [i['Status'] for i in infos] == ['SUBMITTED', 'FAILED'], infos
not_reached('step_complete', ClusterId=main, StepId=sleeper)
wait('step_complete', ClusterId=main, StepId=last)
emr.cancel_steps(ClusterId=main, StepIds=[beside])
emr.get_waiter('cluster_running').wait(ClusterId=main)
assert {s['Id'] for s in emr.list_steps(ClusterId=main, StepIds=[first['Id'], last])['Steps']} == {first['Id'], last}
try:
    emr.add_job_flow_steps(JobFlowId=main, Steps=[bash('x', 'true', 'CANCEL_AND_WAIT')])
    raise AssertionError('where steps run at once only CONTINUE is allowed')
except ClientError as e:
    assert e.response['Error']['Code'] == 'ValidationException', e
answer = refused('InvalidRequestException', "Cluster id 'j-NO' is not valid.", emr.describe_cluster, ClusterId='j-NO')
assert answer['ErrorCode'] == 'NoSuchCluster', answer
refused('ValidationException', 'Specified job flow ID does not exist.', emr.terminate_job_flows, JobFlowIds=['j-NO'])

# Pages.
many = emr.add_job_flow_steps(JobFlowId=main, Steps=[bash(f'n{n}', 'true') for n in range(60)])['StepIds']
assert [s['Id'] for s in all_of('list_steps', ClusterId=main)][:60] == many[::-1]
emr.cancel_steps(ClusterId=main, StepIds=many)
clusters = [run(f'n{n}') for n in range(55)]
assert [c['Id'] for c in all_of('list_clusters')] == clusters[::-1] + [main]
assert len(emr.list_clusters()['Clusters']) == 50
for ten in range(0, 55, 10):
    emr.terminate_job_flows(JobFlowIds=clusters[ten:ten + 10])
for cluster in clusters[-5:]:
    wait('cluster_terminated', ClusterId=cluster)
not_reached('cluster_running', ClusterId=clusters[0])
assert [c['Id'] for c in all_of('list_clusters', ClusterStates=['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING'])] == [main]
flows = emr.describe_job_flows()['JobFlows']
assert len(flows) == 56 and flows[-1]['ExecutionStatusDetail']['State'] in ('RUNNING', 'WAITING') and flows[-1]['Instances']['InstanceCount'] == 3
assert [f['JobFlowId'] for f in emr.describe_job_flows(JobFlowIds=[main], JobFlowStates=['RUNNING', 'WAITING'])['JobFlows']] == [main]

# Instance groups.
groups = {g['InstanceGroupType']: g for g in all_of('list_instance_groups', ClusterId=main)}
task, = emr.add_instance_groups(JobFlowId=main, InstanceGroups=[
    dict(InstanceRole='TASK', InstanceType='m5.xlarge', InstanceCount=3)])['InstanceGroupIds']
doomed = emr.list_instances(ClusterId=main, InstanceGroupId=task)['Instances'][0]['Ec2InstanceId']
emr.modify_instance_groups(ClusterId=main, InstanceGroups=[
    dict(InstanceGroupId=groups['CORE']['Id'], InstanceCount=4, ReconfigurationType='MERGE',
         Configurations=[dict(Classification='hdfs-site', Properties={'b': '2'})]),
    dict(InstanceGroupId=task, EC2InstanceIdsToTerminate=[doomed])])
groups = {g['InstanceGroupType']: g for g in all_of('list_instance_groups', ClusterId=main)}
assert [groups[t]['RunningInstanceCount'] for t in ('MASTER', 'CORE', 'TASK')] == [1, 4, 2], groups
assert [c['Classification'] for c in groups['CORE']['Configurations']] == ['yarn-site', 'hdfs-site'], groups
gone, = all_of('list_instances', ClusterId=main, InstanceStates=['TERMINATED'])
assert gone['Ec2InstanceId'] == doomed and gone['Status']['Timeline']['EndDateTime'], gone
core = all_of('list_instances', ClusterId=main, InstanceGroupTypes=['CORE'])
assert len(core) == 4 and len(core[0]['EbsVolumes']) == 2, core
policy = dict(Constraints=dict(MinCapacity=1, MaxCapacity=5), Rules=[dict(
    Name='out', Action=dict(SimpleScalingPolicyConfiguration=dict(ScalingAdjustment=1)), Trigger=dict(CloudWatchAlarmDefinition=dict(
        ComparisonOperator='LESS_THAN', MetricName='YARNMemoryAvailablePercentage', Period=300, Threshold=15.0)))])
attached = emr.put_auto_scaling_policy(ClusterId=main, InstanceGroupId=task, AutoScalingPolicy=policy)['AutoScalingPolicy']
assert attached['Status']['State'] == 'ATTACHED' and attached['Rules'] == policy['Rules'], attached
emr.remove_auto_scaling_policy(ClusterId=main, InstanceGroupId=task)

# Instance fleets.
fleets = run('fleets', instances=dict(InstanceFleets=[
    dict(InstanceFleetType='MASTER', TargetOnDemandCapacity=1, InstanceTypeConfigs=[dict(InstanceType='m5.xlarge')]),
    dict(Name='c', InstanceFleetType='CORE', TargetSpotCapacity=8, InstanceTypeConfigs=[
        dict(InstanceType='m5.2xlarge', WeightedCapacity=4, BidPriceAsPercentageOfOnDemandPrice=80.0)],
        LaunchSpecifications=dict(SpotSpecification=dict(TimeoutDurationMinutes=10, TimeoutAction='TERMINATE_CLUSTER')))]))
wait('cluster_running', ClusterId=fleets)
core = all_of('list_instance_fleets', ClusterId=fleets)[1]
task = emr.add_instance_fleet(ClusterId=fleets, InstanceFleet=dict(
    InstanceFleetType='TASK', TargetOnDemandCapacity=3, InstanceTypeConfigs=[dict(InstanceType='m5.xlarge')]))['InstanceFleetId']
emr.modify_instance_fleet(ClusterId=fleets, InstanceFleet=dict(InstanceFleetId=core['Id'], TargetSpotCapacity=4, TargetOnDemandCapacity=5))
core = all_of('list_instance_fleets', ClusterId=fleets)[1]
assert (core['ProvisionedSpotCapacity'], core['ProvisionedOnDemandCapacity']) == (4, 8), core
assert len(all_of('list_instances', ClusterId=fleets, InstanceFleetType='CORE', InstanceStates=['RUNNING'])) == 3
assert len(all_of('list_instances', ClusterId=fleets, InstanceFleetId=task)) == 3
action, = all_of('list_bootstrap_actions', ClusterId=main)
assert action == dict(Name='b', ScriptPath='s3://code/b.sh', Args=['x']), action

# Settings and policies of a cluster.
emr.add_tags(ResourceId=main, Tags=[dict(Key='a', Value='1'), dict(Key='b', Value='2')])
emr.remove_tags(ResourceId=main, TagKeys=['team', 'b'])
emr.set_termination_protection(JobFlowIds=[main], TerminationProtected=True)
emr.set_visible_to_all_users(JobFlowIds=[main], VisibleToAllUsers=False)
emr.set_keep_job_flow_alive_when_no_steps(JobFlowIds=[main], KeepJobFlowAliveWhenNoSteps=True)
emr.set_unhealthy_node_replacement(JobFlowIds=[main], UnhealthyNodeReplacement=True)
cluster = emr.describe_cluster(ClusterId=main)['Cluster']
assert cluster['Tags'] == [dict(Key='a', Value='1')], cluster
told = [cluster[m] for m in ('TerminationProtected', 'VisibleToAllUsers', 'AutoTerminate', 'UnhealthyNodeReplacement', 'StepConcurrencyLevel')]
assert told == [True, False, False, True, 2], told
refused('ValidationException', 'Could not shut down one or more job flows since they are termination protected.',
        emr.terminate_job_flows, JobFlowIds=[main, fleets])
assert emr.get_auto_termination_policy(ClusterId=main)['AutoTerminationPolicy'] == dict(IdleTimeout=600)
emr.put_auto_termination_policy(ClusterId=main, AutoTerminationPolicy=dict(IdleTimeout=60))
emr.remove_auto_termination_policy(ClusterId=main)
limits = dict(ComputeLimits=dict(UnitType='Instances', MinimumCapacityUnits=1, MaximumCapacityUnits=4))
emr.put_managed_scaling_policy(ClusterId=main, ManagedScalingPolicy=limits)
assert emr.get_managed_scaling_policy(ClusterId=main)['ManagedScalingPolicy'] == limits
emr.remove_managed_scaling_policy(ClusterId=main)

# The account.
for name in ('one', 'two'):
    emr.create_security_configuration(Name=name, SecurityConfiguration=json.dumps(dict(of=name)))
refused('InvalidRequestException', "Security configuration with name 'one' already exists.",
        emr.create_security_configuration, Name='one', SecurityConfiguration='{}')
emr.delete_security_configuration(Name='one')
assert [c['Name'] for c in all_of('list_security_configurations')] == ['two']
assert emr.describe_security_configuration(Name='two')['SecurityConfiguration'] == '{"of": "two"}'
emr.put_block_public_access_configuration(BlockPublicAccessConfiguration=dict(
    BlockPublicSecurityGroupRules=True, PermittedPublicSecurityGroupRuleRanges=[dict(MinRange=443)]))
block = emr.get_block_public_access_configuration()['BlockPublicAccessConfiguration']
assert block['PermittedPublicSecurityGroupRuleRanges'] == [dict(MinRange=443, MaxRange=443)], block
for paginator in ('list_studios', 'list_notebook_executions', 'list_studio_session_mappings'):
    assert all_of(paginator) == [], paginator
label = emr.list_release_labels(Filters=dict(Prefix='emr-7'), MaxResults=1)['ReleaseLabels'][0]
assert emr.describe_release_label(ReleaseLabel=label)['ReleaseLabel'] == label
assert any(t['Type'] == 'm7g.xlarge' and t['Architecture'] == 'ARM64' for t in emr.list_supported_instance_types(ReleaseLabel=label)['SupportedInstanceTypes'])

# A cluster's end: by request, and by a step that asked for it.
emr.set_termination_protection(JobFlowIds=[main], TerminationProtected=False)
emr.terminate_job_flows(JobFlowIds=[main, fleets])
wait('cluster_terminated', ClusterId=main)
wait('cluster_terminated', ClusterId=fleets)
refused('ValidationException', 'A job flow that is shutting down, terminated, or finished may not be modified.',
        emr.add_job_flow_steps, JobFlowId=main, Steps=[bash('x', 'true')])
refused('InvalidRequestException', 'A job flow that is shutting down, terminated, or finished may not be modified.',
        emr.add_tags, ResourceId=main, Tags=[dict(Key='x')])
done, broken = run('done', keep=False, Steps=[bash('x', 'true')]), run('broken', Steps=[bash('x', 'false', 'TERMINATE_CLUSTER')])
wait('cluster_terminated', ClusterId=done)
not_reached('cluster_terminated', ClusterId=broken)
reasons = [emr.describe_cluster(ClusterId=c)['Cluster']['Status']['StateChangeReason']['Code'] for c in (main, done, broken)]
assert reasons == ['USER_REQUEST', 'ALL_STEPS_COMPLETED', 'STEP_FAILURE'], reasons

# Every call did its work above, or says at once that it is not here.
careless = boto3.client('emr', config=Config(parameter_validation=False))
for call in sorted(set(emr.meta.service_model.operation_names) - seen):
    answer = refused('UnknownOperationException', f'The local EMR does not have the operation {call}.', careless._make_api_call, operation_name=call, api_params={})
    assert answer['ResponseMetadata']['RetryAttempts'] == 0, answer
print(len(seen), 'calls')
