"""Runs a command with the credentials of an account's role, see accounts.json.

    python ci/in_account.py staging sh ci/deploy_stage.sh staging "$MODEL_PACKAGE_ARN"

The command finds the credentials, AWS_REGION, BUCKET (the account's default bucket of
SageMaker), and EXECUTION_ROLE_ARN (the role that SageMaker has there) in its environment.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import boto3

ACCOUNTS = Path(__file__).with_name("accounts.json")


def environment_of(account, region, credentials):
    environment = {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["SessionToken"],
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "BUCKET": f"sagemaker-{region}-{account['accountId']}",
    }
    if "executionRole" in account:
        environment["EXECUTION_ROLE_ARN"] = role_arn(account["accountId"], account["executionRole"])
    return environment


def role_arn(account_id, role):
    return f"arn:aws:iam::{account_id}:role/{role}"


def session_name(environment):
    """Tells in CloudTrail which run of CI it was."""
    run = environment.get("CI_RUN_ID") or environment.get("CODEBUILD_BUILD_ID", "ci")
    return re.sub(r"[^\w+=,.@-]", "-", run)[:64]


def main(arguments=None, sts=None):
    configuration = json.loads(ACCOUNTS.read_text())
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("account", choices=sorted(configuration["accounts"]))
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    if not options.command:
        parser.error("which command?")

    region = configuration["region"]
    account = configuration["accounts"][options.account]
    sts = sts or boto3.client("sts", region_name=region)
    # The longest that AWS allows a role which another role has assumed.
    answer = sts.assume_role(
        RoleArn=role_arn(account["accountId"], account["role"]),
        RoleSessionName=session_name(os.environ),
        DurationSeconds=3600,
    )
    environment = environment_of(account, region, answer["Credentials"])
    # A web identity or profile of the caller must not win over these credentials.
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("AWS_PROFILE", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE")
    }
    return subprocess.run(options.command, env={**inherited, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main())
