"""Flattens captured requests: Model Monitor compares flat records, one for each customer.

Runs inside Model Monitor's container, which brings Python and nothing of this repository.
"""

import csv
import io
import json


def preprocess_handler(inference_record):
    """The customers of one request, as a flat record or a list of them.

    `inference_record` is Model Monitor's view of one line of data capture. An empty list
    leaves out a request that cannot be read: the model has refused it as well.
    """
    captured = inference_record.endpoint_input
    try:
        if captured.encoding == "CSV":
            customers = [dict(row) for row in csv.DictReader(io.StringIO(captured.data))]
        else:
            customers = json.loads(captured.data)["instances"]
    except (KeyError, TypeError, ValueError):
        return []
    return customers[0] if len(customers) == 1 else customers
