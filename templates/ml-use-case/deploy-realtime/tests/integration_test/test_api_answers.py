import json

import pytest

CUSTOMER = {
    "age": 42,
    "tenure_months": 3,
    "monthly_spend": 39.9,
    "support_tickets": 2,
    "contract": "monthly",
}
BODY = json.dumps({"instances": [CUSTOMER]})


def test_answers_as_the_endpoint_does(call_api, predict):
    status, answer = call_api(BODY, "application/json")
    assert status == 200
    assert answer["predictions"] == pytest.approx(predict(BODY, "application/json"))


@pytest.mark.parametrize(
    "body, content_type, statuses",
    [
        (BODY, "image/png", {415}),
        ("", "application/json", {400}),
        ("not json", "application/json", {400, 502}),
    ],
)
def test_refuses_with_a_message(call_api, body, content_type, statuses):
    status, answer = call_api(body, content_type)
    assert status in statuses
    assert answer["message"]
