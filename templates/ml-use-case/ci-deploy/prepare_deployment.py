"""Writes the parameters of a stack for a stage and one exact, approved model version.

    python ci/prepare_deployment.py --stage staging --model-package-arn ARN \\
        --template app_infra/endpoint/endpoint.yaml --output parameters.json

The file has the form `{"Parameters": {...}, "Tags": {...}}`, which CodePipeline takes as
template configuration.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path

import boto3
import yaml

ROOT = Path(__file__).resolve().parents[1]
VERSION_ARN = re.compile(
    r"arn:aws[\w-]*:sagemaker:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):"
    r"model-package/(?P<group>[a-zA-Z0-9-]+)/(?P<version>\d+)"
)


class Refused(Exception):
    """Nothing may be deployed, and why."""


class TemplateLoader(yaml.SafeLoader):
    """Reads CloudFormation templates; what functions such as !Ref hold is not looked at."""


TemplateLoader.add_multi_constructor("!", lambda loader, suffix, node: None)


def read_template(path):
    return yaml.load(Path(path).read_text(encoding="utf-8"), TemplateLoader)


def read_configuration(stage):
    path = ROOT / "inference_config" / stage / "inference_config.json"
    return json.loads(path.read_text(encoding="utf-8"))


def approved_version(arn, sagemaker=None):
    """What the registry knows about the version; refuses all but an approved one."""
    found = VERSION_ARN.fullmatch(arn)
    if not found:
        raise Refused(
            f"'{arn}' is not the ARN of a model version (arn:aws:sagemaker:<region>:<account>:"
            "model-package/<group>/<number>): exactly one version is deployed, never the latest"
        )
    sagemaker = sagemaker or boto3.client("sagemaker", region_name=found["region"])
    version = sagemaker.describe_model_package(ModelPackageName=arn)
    status = version.get("ModelApprovalStatus")
    if status != "Approved":
        raise Refused(f"Version {arn} is {status}, not Approved: approve it in the registry first")
    return version


def values_of_version(version):
    """What a template may ask for about the version, by the names of its parameters."""
    baseline = version.get("DriftCheckBaselines", {}).get("ModelDataQuality", {})
    return {
        "ModelPackageArn": version["ModelPackageArn"],
        "BaselineStatisticsUri": baseline.get("Statistics", {}).get("S3Uri"),
        "BaselineConstraintsUri": baseline.get("Constraints", {}).get("S3Uri"),
        "CodeUri": version.get("CustomerMetadataProperties", {}).get("code-uri"),
    }


# Accounts that publish Model Monitor's container, see AWS's list of registry paths.
MONITOR_ACCOUNTS = {
    "ap-northeast-1": "574779866223",
    "ap-south-1": "126357580389",
    "ap-southeast-1": "245545462676",
    "ap-southeast-2": "563025443158",
    "ca-central-1": "536280801234",
    "eu-central-1": "048819808253",
    "eu-north-1": "895015795356",
    "eu-west-1": "468650794304",
    "eu-west-2": "749857270468",
    "eu-west-3": "680080141114",
    "us-east-1": "156813124566",
    "us-east-2": "777275614652",
    "us-west-1": "890145073186",
    "us-west-2": "159807026194",
}


def values_of_stage(environment):
    """What a template may ask for about the account that it is deployed to."""
    region = environment.get("AWS_REGION", environment.get("AWS_DEFAULT_REGION"))
    account = MONITOR_ACCOUNTS.get(region)
    return {
        "ExecutionRoleArn": environment.get("EXECUTION_ROLE_ARN"),
        "Bucket": environment.get("BUCKET"),
        "MonitorImageUri": account
        and f"{account}.dkr.ecr.{region}.amazonaws.com/sagemaker-model-monitor-analyzer",
    }


def parameters_for(template, *sources):
    """Values of the parameters that the template has; a later source wins.

    Refuses a template with a parameter that has neither a value nor a default.
    """
    known = {
        name: value for source in sources for name, value in source.items() if value is not None
    }
    wanted = template.get("Parameters", {})
    missing = [name for name in wanted if name not in known and "Default" not in wanted[name]]
    if missing:
        raise Refused(
            f"No value for {', '.join(missing)}: neither in inference_config, nor known of the "
            "version or the stage, nor an output of a stack before"
        )
    return {name: str(known[name]) for name in wanted if name in known}


def prepare(template, stage, version, outputs=None):
    """The parameter file of a stack as a dictionary."""
    configuration = read_configuration(stage)
    return {
        "Parameters": parameters_for(
            template,
            configuration["Parameters"],
            outputs or {},
            values_of_stage(os.environ),
            values_of_version(version),
        ),
        "Tags": configuration.get("Tags", {}),
    }


def main(arguments=None, sagemaker=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=["staging", "prod"])
    parser.add_argument("--model-package-arn", required=True)
    parser.add_argument("--template", required=True, type=Path)
    parser.add_argument("--output", required=True, type=Path)
    options = parser.parse_args(arguments)
    try:
        version = approved_version(options.model_package_arn, sagemaker)
        prepared = prepare(read_template(options.template), options.stage, version)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    options.output.write_text(json.dumps(prepared, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
