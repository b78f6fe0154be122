"""Deploys one exact version of the model, and everything around it, to a stage.

    python ci/in_account.py staging python ci/deploy_stage.py staging "$MODEL_PACKAGE_ARN"

Each template in app_infra is a stack of its own. A template whose parameter is named like
an output of another one is deployed after it, with that value. A pipeline of batch inference
is brought up to date from the outputs of the stack beside it. A parameter that is named like
a file beside its template, such as MonitorPreprocessorUri for monitor_preprocessor.py, gets
the place that the file is uploaded to.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import boto3
from prepare_deployment import (
    ROOT,
    Refused,
    approved_version,
    prepare,
    read_configuration,
    read_template,
)


def deployment_order(templates):
    """Paths of the templates, those first whose outputs others take as parameters."""
    outputs = {path: set(template.get("Outputs", {})) for path, template in templates.items()}
    wanted = {path: set(template.get("Parameters", {})) for path, template in templates.items()}
    # EndpointName and the like are handed through: given to a stack and put out again.
    made = {path: names - wanted[path] for path, names in outputs.items()}
    left, order = sorted(templates), []
    while left:
        ready = [
            path
            for path in left
            if not any(wanted[path] & made[other] for other in left if other != path)
        ]
        if not ready:
            raise Refused(f"{', '.join(left)} take each other's outputs as parameters")
        order.append(ready[0])
        left.remove(ready[0])
    return order


def stack_name(project, path, stage):
    """`churn-endpoint-staging` for app_infra/endpoint/endpoint.yaml."""
    return f"{project}-{Path(path).stem.replace('_', '-')}-{stage}"


def aws(*arguments):
    subprocess.run(["aws", "cloudformation", *arguments], check=True)


def outputs_of(stack, cloudformation):
    """As a list of OutputKey and OutputValue."""
    [found] = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return found.get("Outputs", [])


def batch_pipeline(script, outputs, *options):
    """Runs the script of the batch pipeline and answers what it prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(outputs, file)
        file.flush()
        command = [sys.executable, str(script), "--stack-outputs", file.name]
        command += ["--bucket", os.environ["BUCKET"], *options]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return ended.stdout.strip()


def pairs(option, values):
    return [option, *[f"{key}={value}" for key, value in values.items()]] if values else []


def deploy_stack(stack, path, prepared, run=aws):
    with tempfile.TemporaryDirectory() as folder:
        packaged = Path(folder) / "packaged.yaml"
        upload = ["--s3-bucket", os.environ["BUCKET"], "--s3-prefix", f"{stack}/package"]
        result = ["--output-template-file", str(packaged)]
        run("package", "--template-file", str(path), *upload, *result)
        # The CLI from PyPI is version 1, which takes no file of parameters here.
        rest = pairs("--parameter-overrides", prepared["Parameters"])
        rest += pairs("--tags", prepared["Tags"])
        try:
            run(
                *("deploy", "--stack-name", stack, "--template-file", str(packaged)),
                *("--capabilities", "CAPABILITY_NAMED_IAM", "--no-fail-on-empty-changeset"),
                *rest,
            )
        except subprocess.CalledProcessError:
            raise Refused(
                f"Stack {stack} was not deployed. CloudFormation and the deployment guardrail "
                "put back what served before; the events of the stack tell the reason"
            ) from None


def upload_files(path, template, stack, s3):
    """URIs by the names of the parameters that ask for files beside the template."""
    uris = {}
    for file in sorted(path.parent.glob("*.py")):
        parameter = "".join(word.capitalize() for word in file.stem.split("_")) + "Uri"
        if parameter in template.get("Parameters", {}):
            content = file.read_bytes()
            # A changed file has a new place, so that CloudFormation sees the change.
            digest = hashlib.sha256(content).hexdigest()[:16]
            key = f"{stack}/files/{digest}/{file.name}"
            s3.put_object(Bucket=os.environ["BUCKET"], Key=key, Body=content)
            uris[parameter] = f"s3://{os.environ['BUCKET']}/{key}"
    return uris


def deploy(stage, version, cloudformation, s3, run=aws, upsert=batch_pipeline):
    project = read_configuration(stage)["Tags"]["sagemaker:project-name"]
    templates = {path: read_template(path) for path in sorted(ROOT.glob("app_infra/*/*.yaml"))}
    outputs = {}
    for path in deployment_order(templates):
        stack = stack_name(project, path, stage)
        uploaded = upload_files(path, templates[path], stack, s3)
        prepared = prepare(templates[path], stage, version, {**outputs, **uploaded})
        print(f"Deploying {stack}", flush=True)
        deploy_stack(stack, path, prepared, run)
        made = outputs_of(stack, cloudformation)
        outputs.update({each["OutputKey"]: each["OutputValue"] for each in made})
        for script in path.parent.glob("ml-pipeline-*.py"):
            upsert(script, made)


def main(arguments=None, sagemaker=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["staging", "prod"])
    parser.add_argument("model_package_arn", help="the exact version, as the registry names it")
    parser.add_argument("--check", action="store_true", help="only ask whether it may be deployed")
    options = parser.parse_args(arguments)
    try:
        version = approved_version(options.model_package_arn, sagemaker)
        if options.check:
            return 0
        deploy(options.stage, version, boto3.client("cloudformation"), boto3.client("s3"))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
