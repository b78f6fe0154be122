"""Serves a model archive on this machine, as SageMaker Runtime does for an endpoint.

The tests of an endpoint then run without AWS, and without a change:

    python ci/local_endpoint.py --model model.tar.gz --name churn -- python -m pytest tests

Without a command it serves until it is interrupted. The model's own packages must be
installed; the rest is Python.
"""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HANDLERS = ("model_fn", "input_fn", "predict_fn", "output_fn")
INVOCATIONS = re.compile(r"/endpoints/([^/?]+)/invocations$")
VARIANT = "AllTraffic"


class Refused(Exception):
    """An error in the shape of SageMaker Runtime."""

    def __init__(self, status, code, **content):
        super().__init__(code)
        self.status, self.code, self.content = status, code, content


class Model:
    """A model archive: what model_fn needs, and code/inference.py with four functions."""

    def __init__(self, archive, folder):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        source = Path(folder) / "code" / "inference.py"
        if not source.exists():
            raise ValueError(f"{archive} has no code/inference.py")
        spec = importlib.util.spec_from_file_location("inference", source)
        self.code = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.code)
        missing = [name for name in HANDLERS if not hasattr(self.code, name)]
        if missing:
            raise ValueError(f"code/inference.py of {archive} lacks {', '.join(missing)}")
        self.model = self.code.model_fn(str(folder))

    def invoke(self, body, content_type, accept):
        """Body and content type of the answer."""
        data = self.code.input_fn(body, content_type)
        return self.code.output_fn(self.code.predict_fn(data, self.model), accept)


class LocalEndpoint:
    """SageMaker Runtime with one endpoint, on a free port of this machine unless one is given."""

    def __init__(self, name, model, port=0):
        self.name, self.model = name, model
        self.server = Server(("127.0.0.1", port), handler_of(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def invoke(self, path, body, content_type, accept):
        found = INVOCATIONS.match(path)
        if not found:
            raise Refused(404, "UnknownOperationException")
        if found[1] != self.name:
            raise Refused(400, "ValidationError", message=f"Endpoint {found[1]} not found.")
        try:
            return self.model.invoke(body, content_type, accept)
        except Exception as error:
            message = f"{type(error).__name__}: {error}"
            raise Refused(
                424,
                "ModelError",
                Message=f'Received server error (500) from primary with message "{message}".',
                OriginalStatusCode=500,
                OriginalMessage=message,
                LogStreamArn="",
            ) from error


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # The stress test opens many connections at once.
    request_queue_size = 128


def handler_of(endpoint):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body leave in one piece: two pieces cost 40 ms of waiting on a connection.
        wbufsize = -1

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            content_type = self.headers.get("content-type", "application/json")
            accept = self.headers.get("accept", "application/json")
            try:
                answer, kind = endpoint.invoke(self.path, body, content_type, accept)
                self.answer(200, answer, kind, {"x-Amzn-Invoked-Production-Variant": VARIANT})
            except Refused as error:
                content = json.dumps(error.content)
                headers = {"x-amzn-ErrorType": error.code}
                self.answer(error.status, content, "application/json", headers)

        def answer(self, status, content, content_type, headers):
            content = content.encode() if isinstance(content, str) else bytes(content)
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("x-amzn-RequestId", str(uuid.uuid4()))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """The tests say what is wrong; a line for each request would hide it."""

    return Handler


def environment_of(endpoint):
    """What makes the AWS SDKs of a command talk to the endpoint. It checks no signatures."""
    return {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": "eu-west-1",
        **os.environ,
        "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME": endpoint.url,
    }


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", required=True, help="model.tar.gz of a training job")
    parser.add_argument("--name", required=True, help="name of the endpoint")
    parser.add_argument("--port", type=int, default=0, help="a free one unless given")
    parser.add_argument("command", nargs="*", help="runs against the endpoint, after --")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        model = Model(options.model, folder)
        with LocalEndpoint(options.name, model, options.port) as endpoint:
            print(f"AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME={endpoint.url}", flush=True)
            if options.command:
                return subprocess.run(options.command, env=environment_of(endpoint)).returncode
            try:
                threading.Event().wait()
            except KeyboardInterrupt:
                return 0


if __name__ == "__main__":
    sys.exit(main())
