"""Hands requests of the API to the endpoint."""

import base64
import json
import os

import boto3

CONTENT_TYPES = ("application/json", "text/csv")


def handler(event, context, runtime=None):
    """Answers in the form of an HTTP API's Lambda proxy integration, version 2.0."""
    content_type = event.get("headers", {}).get("content-type", "application/json")
    if content_type.split(";")[0] not in CONTENT_TYPES:
        return answer(415, {"message": f"send {' or '.join(CONTENT_TYPES)}"})
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body)
    if not body:
        return answer(400, {"message": "the body is empty"})
    runtime = runtime or boto3.client("sagemaker-runtime")
    try:
        response = runtime.invoke_endpoint(
            EndpointName=os.environ["ENDPOINT_NAME"],
            ContentType=content_type,
            Accept="application/json",
            Body=body,
        )
    except runtime.exceptions.ModelError as error:
        status = error.response.get("OriginalStatusCode", 500)
        return answer(400 if status < 500 else 502, {"message": "the model refused the request"})
    return answer(200, json.loads(response["Body"].read()))


def answer(status, content):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(content),
    }
