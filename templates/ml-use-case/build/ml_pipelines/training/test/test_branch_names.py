import pytest
from branch_names import branch_id, settings_of

GROUPS = "arn:aws:sagemaker:eu-west-1:100000000002:model-package-group"
SETTINGS = {
    "projectName": "Churn",
    "pipelineName": "Churn-training",
    "modelGroupArn": f"{GROUPS}/Churn-models",
    "rows": 5,
}


# The portal has to come to the same: it opens and closes the branches.
@pytest.mark.parametrize(
    "branch, identifier",
    [
        ("feature/new-features", "new-features-370ad233"),
        ("feature/A_b.c", "a-b-c-c2fff645"),
        ("feature/team/short", "team-short-8a303285"),
        ("feature/a-name-that-is-much-longer-than-it-may-be", "a-name-that-is-63446f8f"),
        ("feature/a-name-of-14-x", "a-name-of-14-x-175ff8cd"),
        ("feature/thirteen-abcd-e", "thirteen-abcd-7ce91f0a"),
        ("feature/a-b", "a-b-10b80f5c"),
        ("feature/a_b", "a-b-62319146"),
        ("feature/A-b", "a-b-bc41749b"),
        ("feature/a/b", "a-b-d606f35a"),
        ("feature/JIRA-12_more--x.y", "jira-12-more-x-06dc3302"),
    ],
)
def test_names_branches_as_the_portal_does(branch, identifier):
    assert branch_id(branch) == identifier


@pytest.mark.parametrize(
    "branch",
    [
        "feature",
        "feature/",
        "feature/-a",
        "feature/a-",
        "feature/a..b",
        "feature/a//b",
        "feature/a b",
        "feature/ä",
        "feature/a\n",
        "feature/a.lock",
        "feature/a~1",
        "bugfix/a",
        "Feature/a",
        "refs/heads/feature/a",
        f"feature/{'x' * 93}",
    ],
)
def test_refuses_with_the_rule(branch):
    with pytest.raises(ValueError, match="'feature/' and up to 92 letters"):
        settings_of(SETTINGS, branch)


@pytest.mark.parametrize("branch", ["main", "develop"])
def test_shared_branches_have_what_the_use_case_has(branch):
    assert settings_of(SETTINGS, branch) == {**SETTINGS, "prefix": "Churn"}


def test_feature_branch_has_pipeline_group_and_folder_of_its_own():
    identifier = branch_id("feature/new-features")
    assert settings_of(SETTINGS, "feature/new-features") == {
        "projectName": "Churn",
        "branch": "feature/new-features",
        "pipelineName": f"Churn-{identifier}-training",
        "modelGroupArn": f"{GROUPS}/Churn-{identifier}-models",
        "prefix": f"Churn/branches/{identifier}",
        "rows": 5,
    }


def test_model_group_stays_within_its_63_characters():
    project = "u" * 32
    settings = {**SETTINGS, "projectName": project}
    group = settings_of(settings, f"feature/{'x' * 92}")["modelGroupArn"].split("/")[-1]
    assert len(group) == 63
