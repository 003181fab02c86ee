#!/bin/sh
# The AWS command line does its work against `mrjob local`: every verb of `aws emr` that a cluster here can follow.
# $AWS is the command; the working folder is empty and ours.
set -eu
emr() { "$AWS" emr "$@"; }
text() { emr "$@" --output text; }
expect() { # what it should be, then what it is
    [ "$1" = "$2" ] || { echo "expected: $1" >&2; echo "but was:  $2" >&2; exit 1; }
}

"$AWS" s3 mb s3://cli >/dev/null
printf 'a b a\nb a\n' | "$AWS" s3 cp - s3://cli/in/words.txt
cat > words.py <<'PY'
import collections, sys
if sys.argv[1] == 'map':
    print('\n'.join(f'{word}\t1' for line in sys.stdin for word in line.split()))
else:
    for word, count in collections.Counter(line.split('\t')[0] for line in sys.stdin).items():
        print(f'{word}\t{count}')
PY
"$AWS" s3 cp --quiet words.py s3://cli/words.py

# A cluster with everything that create-cluster takes, and a streaming step that really runs.
cluster=$(text create-cluster --name from-the-cli --release-label emr-7.1.0 --use-default-roles --no-auto-terminate --log-uri s3://cli/logs/ \
    --applications Name=Hadoop Name=Spark --tags team=data owner=ann --ec2-attributes KeyName=key,SubnetId=subnet-1 --step-concurrency-level 1 \
    --instance-groups '[{"InstanceGroupType":"MASTER","InstanceCount":1,"InstanceType":"m5.xlarge"},{"InstanceGroupType":"CORE","InstanceCount":2,"InstanceType":"m5.xlarge","BidPrice":"0.1"}]' \
    --bootstrap-actions Path=s3://cli/boot.sh,Name=boot,Args=[a,b] --configurations '[{"Classification":"core-site","Properties":{"a":"b"}}]' \
    --auto-termination-policy IdleTimeout=600 --managed-scaling-policy 'ComputeLimits={UnitType=Instances,MinimumCapacityUnits=1,MaximumCapacityUnits=4}' \
    --steps Type=STREAMING,Name=count,ActionOnFailure=CONTINUE,Args=[-files,s3://cli/words.py,-mapper,'python3 words.py map',-reducer,'python3 words.py reduce',-input,s3://cli/in/,-output,s3://cli/out] \
    --query ClusterId)
emr wait cluster-running --cluster-id "$cluster"
count=$(text list-steps --cluster-id "$cluster" --query 'Steps[0].Id')
emr wait step-complete --cluster-id "$cluster" --step-id "$count"
"$AWS" s3 sync --quiet s3://cli/out out
expect "$(printf 'a\t3\nb\t2')" "$(cat out/part-* | sort)"
expect "$(printf 'from-the-cli\tkey\tboot\tCORE\tSpark\tTrue')" "$(text describe-cluster --cluster-id "$cluster" \
    --query 'Cluster.[Name,Ec2InstanceAttributes.Ec2KeyName,BootstrapActions[0].Name,InstanceGroups[1].InstanceGroupType,Applications[1].Name,VisibleToAllUsers]')"

# Steps: one that fails, one that is cancelled as it runs and one before it runs.
failing=$(text add-steps --cluster-id "$cluster" --query 'StepIds[0]' \
    --steps Type=CUSTOM_JAR,Name=fails,ActionOnFailure=CONTINUE,Jar=command-runner.jar,Args=[bash,-c,'exit 3'])
if emr wait step-complete --cluster-id "$cluster" --step-id "$failing" 2>/dev/null; then exit 1; fi
expect "$(printf 'FAILED\ts3://cli/logs/%s/steps/%s/stderr.gz' "$cluster" "$failing")" \
    "$(text describe-step --cluster-id "$cluster" --step-id "$failing" --query 'Step.Status.[State,FailureDetails.LogFile]')"
set -- $(text add-steps --cluster-id "$cluster" --query StepIds --steps \
    Type=CUSTOM_JAR,Name=sleeps,ActionOnFailure=CONTINUE,Jar=command-runner.jar,Args=[sleep,600] \
    Type=CUSTOM_JAR,Name=waits,ActionOnFailure=CONTINUE,Jar=command-runner.jar,Args=[true])
expect "$(printf 'SUBMITTED\tSUBMITTED')" "$(text cancel-steps --cluster-id "$cluster" --step-ids "$1" "$2" --query 'CancelStepsInfoList[].Status')"
expect 'waits sleeps' "$(echo $(text list-steps --cluster-id "$cluster" --step-states CANCELLED CANCEL_PENDING --query 'Steps[].Name'))"

# Attributes, tags, policies.
emr add-tags --resource-id "$cluster" --tags more=tags
emr remove-tags --resource-id "$cluster" --tag-keys owner
emr modify-cluster-attributes --cluster-id "$cluster" --termination-protected --no-visible-to-all-users --no-auto-terminate --unhealthy-node-replacement
expect 5 "$(text modify-cluster --cluster-id "$cluster" --step-concurrency-level 5 --query StepConcurrencyLevel)"
expect "$(printf 'True\tFalse\t5\tmore')" "$(text describe-cluster --cluster-id "$cluster" \
    --query 'Cluster.[TerminationProtected,VisibleToAllUsers,StepConcurrencyLevel,Tags[1].Key]')"
expect 600 "$(text get-auto-termination-policy --cluster-id "$cluster" --query AutoTerminationPolicy.IdleTimeout)"
emr put-auto-termination-policy --cluster-id "$cluster" --auto-termination-policy IdleTimeout=60
emr remove-auto-termination-policy --cluster-id "$cluster"
expect 4 "$(text get-managed-scaling-policy --cluster-id "$cluster" --query ManagedScalingPolicy.ComputeLimits.MaximumCapacityUnits)"
emr remove-managed-scaling-policy --cluster-id "$cluster"

# Instances.
task=$(text add-instance-groups --cluster-id "$cluster" --instance-groups InstanceGroupType=TASK,InstanceCount=2,InstanceType=m5.xlarge --query 'InstanceGroupIds[0]')
emr modify-instance-groups --cluster-id "$cluster" --instance-groups "InstanceGroupId=$task,InstanceCount=3"
expect 3 "$(text list-instances --cluster-id "$cluster" --instance-group-types TASK --query 'length(Instances)')"
fleets=$(text create-cluster --name fleets --release-label emr-7.1.0 --use-default-roles --query ClusterId --no-auto-terminate --instance-fleets \
    'InstanceFleetType=MASTER,TargetOnDemandCapacity=1,InstanceTypeConfigs=[{InstanceType=m5.xlarge}]' \
    'InstanceFleetType=CORE,TargetSpotCapacity=2,InstanceTypeConfigs=[{InstanceType=m5.xlarge,WeightedCapacity=1}]')
emr wait cluster-running --cluster-id "$fleets"
task=$(text add-instance-fleet --cluster-id "$fleets" --query InstanceFleetId \
    --instance-fleet 'InstanceFleetType=TASK,TargetSpotCapacity=1,InstanceTypeConfigs=[{InstanceType=m5.xlarge}]')
emr modify-instance-fleet --cluster-id "$fleets" --instance-fleet "InstanceFleetId=$task,TargetSpotCapacity=4"
expect 4 "$(text list-instance-fleets --cluster-id "$fleets" --query 'InstanceFleets[2].ProvisionedSpotCapacity')"
expect 3 "$(text describe-cluster --cluster-id "$fleets" --query 'length(Cluster.InstanceFleets)')"

# The end.
if emr terminate-clusters --cluster-ids "$cluster" "$fleets" 2>errors; then exit 1; fi
grep -q 'termination protected' errors
emr modify-cluster-attributes --cluster-id "$cluster" --no-termination-protected
emr terminate-clusters --cluster-ids "$cluster" "$fleets"
emr wait cluster-terminated --cluster-id "$cluster"
expect 'fleets from-the-cli' "$(echo $(text list-clusters --terminated --query 'Clusters[].Name'))"
expect '' "$(text list-clusters --active --query 'Clusters[].Name')"
if emr create-studio --name x --auth-mode IAM --vpc-id v --subnet-ids s --service-role r --workspace-security-group-id w \
    --engine-security-group-id e --default-s3-location s3://cli 2>errors; then exit 1; fi
grep -q 'The local EMR does not have the operation CreateStudio' errors
echo done
