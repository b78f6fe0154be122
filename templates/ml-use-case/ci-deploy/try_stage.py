"""Runs the tests in tests/ against a stage, after a run of batch inference where there is one.

    python ci/in_account.py staging python ci/try_stage.py staging
"""

import argparse
import os
import subprocess
import sys

import boto3
from deploy_stage import batch_pipeline, outputs_of, stack_name
from prepare_deployment import ROOT, read_configuration


def batch_run(stage, cloudformation, start=batch_pipeline):
    """Where the run that is to be tested has written, None for real-time inference."""
    for script in ROOT.glob("app_infra/*/ml-pipeline-*.py"):
        [template] = script.parent.glob("*.yaml")
        project = read_configuration(stage)["Tags"]["sagemaker:project-name"]
        outputs = outputs_of(stack_name(project, template, stage), cloudformation)
        return start(script, outputs, "--start").splitlines()[-1]
    return None


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["staging", "prod"])
    options = parser.parse_args(arguments)
    environment = {**os.environ, "STAGE": options.stage}
    run = batch_run(options.stage, boto3.client("cloudformation"))
    if run:
        environment["BATCH_RUN"] = run
    tests = [sys.executable, "-m", "pytest", "tests"]
    return subprocess.run(tests, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
