"""Has SAM's own translator make CloudFormation of the template, and the CloudFormation at an endpoint make a stack of that; prints what is there as JSON."""
import collections
import io
import json
import os
import sys
import zipfile

endpoint, template, *parameters = sys.argv[1:]  # each parameter as Key=Value
os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

def client(service):
    return boto3.client(service, endpoint_url=endpoint)

with open(template) as file:
    sam = yaml_parse(file.read())
sam["Globals"]["Function"]["CodeUri"] = "s3://code/package.zip"  # as sam package would have it
translated = Translator({}, Parser()).translate(sam, {})
resources = translated["Resources"]

package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr("MrJob.Functions.dll", "")
s3, cloudformation = client("s3"), client("cloudformation")
s3.create_bucket(Bucket="code")
s3.put_object(Bucket="code", Key="package.zip", Body=package.getvalue())
s3.put_object(Bucket="code", Key="template.json", Body=json.dumps(translated, default=str))
cloudformation.create_stack(
    StackName="mrjob", TemplateURL="https://code.s3.amazonaws.com/template.json", Capabilities=["CAPABILITY_IAM"],
    Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in (p.split("=", 1) for p in parameters)])
made = cloudformation.describe_stack_resources(StackName="mrjob")["StackResources"]
names = {r["LogicalResourceId"]: r.get("PhysicalResourceId") for r in made if "LogicalResourceId" in r}
functions = {f["FunctionName"]: f for f in client("lambda").list_functions()["Functions"]}
rules = client("events").list_rules()["Rules"]
json.dump({
    "status": cloudformation.describe_stacks(StackName="mrjob")["Stacks"][0]["StackStatus"],
    "translated": collections.Counter(r["Type"] for r in resources.values()),
    "made": collections.Counter(r.get("ResourceType") for r in made if r["ResourceStatus"] == "CREATE_COMPLETE"),
    "functions": {
        name: {"handler": f["Handler"], "environment": f["Environment"]["Variables"], "architectures": f.get("Architectures")}
        for name, f in ((logical, functions[names[logical]]) for logical in names if resources.get(logical, {}).get("Type") == "AWS::Lambda::Function")},
    "patterns": [json.loads(r["EventPattern"]) for r in rules if r.get("EventPattern")],
    "buckets": {logical: names[logical] for logical in ("StateBucket", "ConfBucket", "WorkBucket")},
    "retention": [g.get("retentionInDays") for g in client("logs").describe_log_groups()["logGroups"]],
}, sys.stdout, default=str)
