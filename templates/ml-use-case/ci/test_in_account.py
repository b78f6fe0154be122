import datetime
import json
import sys

import boto3
import in_account
import pytest
from botocore.stub import Stubber

ACCOUNTS = {
    "region": "eu-west-1",
    "accounts": {
        "tooling": {"accountId": "100000000002", "role": "churn-ci"},
        "staging": {
            "accountId": "210000000003",
            "role": "mlops-deployment",
            "executionRole": "mlops-execution",
        },
    },
}
PRINT = "import json, os; print(json.dumps(dict(os.environ)))"


@pytest.fixture
def sts(monkeypatch, tmp_path):
    accounts = tmp_path / "accounts.json"
    accounts.write_text(json.dumps(ACCOUNTS))
    monkeypatch.setattr(in_account, "ACCOUNTS", accounts)
    monkeypatch.setenv("CI_RUN_ID", "churn-deploy/17 by Ana")
    client = boto3.client(
        "sts", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    with Stubber(client) as stub:
        client.stub = stub
        yield client
        stub.assert_no_pending_responses()


def allow(sts, role):
    sts.stub.add_response(
        "assume_role",
        {
            "Credentials": {
                "AccessKeyId": "ASIAEXAMPLEEXAMPLE",
                "SecretAccessKey": "secret",
                "SessionToken": "token",
                "Expiration": datetime.datetime(2030, 1, 1),
            }
        },
        {"RoleArn": role, "RoleSessionName": "churn-deploy-17-by-Ana", "DurationSeconds": 3600},
    )


def test_gives_the_command_credentials_region_and_roles(sts, monkeypatch, capfd):
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")
    allow(sts, "arn:aws:iam::210000000003:role/mlops-deployment")
    assert in_account.main(["staging", sys.executable, "-c", PRINT], sts) == 0
    environment = json.loads(capfd.readouterr().out)
    assert environment["AWS_ACCESS_KEY_ID"] == "ASIAEXAMPLEEXAMPLE"
    assert environment["AWS_SESSION_TOKEN"] == "token"
    assert environment["AWS_REGION"] == "eu-west-1"
    assert environment["BUCKET"] == "sagemaker-eu-west-1-210000000003"
    assert environment["EXECUTION_ROLE_ARN"] == "arn:aws:iam::210000000003:role/mlops-execution"
    assert "AWS_WEB_IDENTITY_TOKEN_FILE" not in environment


def test_fails_as_the_command_does(sts):
    allow(sts, "arn:aws:iam::100000000002:role/churn-ci")
    assert in_account.main(["tooling", sys.executable, "-c", "raise SystemExit(3)"], sts) == 3


@pytest.mark.parametrize("arguments", [["production", "true"], ["staging"]])
def test_refuses_an_unknown_account_and_no_command(sts, arguments):
    with pytest.raises(SystemExit):
        in_account.main(arguments, sts)
