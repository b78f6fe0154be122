import json

import pytest

CUSTOMER = {
    "age": 42,
    "tenure_months": 3,
    "monthly_spend": 39.9,
    "support_tickets": 2,
    "contract": "monthly",
}


def test_scores_json(predict):
    body = json.dumps({"instances": [CUSTOMER, CUSTOMER]})
    first, second = predict(body, "application/json")
    assert first == second
    assert 0 <= first <= 1


def test_scores_csv_like_json(predict):
    csv = ",".join(CUSTOMER) + "\n" + ",".join(str(value) for value in CUSTOMER.values())
    as_csv = predict(csv, "text/csv")
    as_json = predict(json.dumps({"instances": [CUSTOMER]}), "application/json")
    assert as_csv == pytest.approx(as_json)


def test_answers_in_the_order_of_the_request(predict):
    calm, annoyed = {**CUSTOMER, "support_tickets": 0}, {**CUSTOMER, "support_tickets": 8}
    there = predict(json.dumps({"instances": [calm, annoyed]}), "application/json")
    back = predict(json.dumps({"instances": [annoyed, calm]}), "application/json")
    assert there == pytest.approx(back[::-1])
    assert there[0] != pytest.approx(there[1])


@pytest.mark.parametrize(
    "body, content_type",
    [
        ("not json", "application/json"),
        (json.dumps({"instances": [{"age": 42}]}), "application/json"),
        ("<customer/>", "application/xml"),
    ],
)
def test_refuses_what_it_cannot_score(predict, runtime, body, content_type):
    with pytest.raises(runtime.exceptions.ModelError):
        predict(body, content_type)
