"""Freehold's client of the Runtime API for Python handlers: loads one, and gives it one event after the
other. Source: AWS Lambda Developer Guide, "Define Lambda function handler in Python"."""

import http.client
import importlib
import json
import os
import sys
import time
import traceback
from types import SimpleNamespace

BASE = "/2018-06-01/runtime/"


class Api:
    """One connection to the Runtime API."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address)

    def next(self):
        self.connection.request("GET", BASE + "invocation/next")
        response = self.connection.getresponse()
        return response.read(), response.headers

    def tell(self, path, text, headers=None):
        sent = {"Content-Type": "application/json"} | (headers or {})
        self.connection.request("POST", BASE + path, text.encode(), sent)
        self.connection.getresponse().read()

    def tell_error(self, path, error):
        told = described(error)
        self.tell(path, json.dumps(told), {"Lambda-Runtime-Function-Error-Type": told["errorType"]})


class Context:
    def __init__(self, headers):
        environment = os.environ
        client = headers.get("Lambda-Runtime-Client-Context")
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environment["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environment["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environment["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.client_context = (
            json.loads(client, object_hook=lambda members: SimpleNamespace(**members)) if client else None
        )
        self.identity = SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


def load(name):
    """`src/app.handler` is the function `handler` of the module `src.app`."""
    module, _, function = name.rpartition(".")
    if not module:
        raise ValueError(f'the handler "{name}" names no function; write "app.handler"')
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    return getattr(importlib.import_module(module.replace("/", ".")), function)


def described(error):
    traceback.print_exception(error)
    return {
        "errorType": type(error).__name__,
        "errorMessage": str(error),
        "stackTrace": traceback.format_tb(error.__traceback__),
    }


def work(api, handler):
    while True:
        event, headers = api.next()
        context = Context(headers)
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
        path = "invocation/" + context.aws_request_id
        try:
            answer = json.dumps(handler(json.loads(event), context), ensure_ascii=False)
        except Exception as error:
            api.tell_error(path + "/error", error)
        else:
            api.tell(path + "/response", answer)


def main():
    sys.stdout.reconfigure(line_buffering=True)
    api = Api(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load(sys.argv[1])
    except Exception as error:
        api.tell_error("init/error", error)
        sys.exit(1)
    work(api, handler)


if __name__ == "__main__":
    main()
