"""What a feature branch has of its own: pipeline, model group and folder in S3.

The portal, which opens and closes branches, computes the same names.
"""

import hashlib
import re

FEATURE_BRANCH = re.compile(r"feature(/[a-zA-Z0-9]+(([._]|-+)[a-zA-Z0-9]+)*)+")
# They share what the use case has.
SHARED_BRANCHES = ("main", "develop")
BRANCH_MAX = 100
SLUG_MAX = 14


def branch_id(branch: str) -> str:
    """Tells a branch apart in names and keys; a hash tells those apart that look alike.

    Raises ValueError for what is no feature branch.
    """
    if len(branch) > BRANCH_MAX or not FEATURE_BRANCH.fullmatch(branch) or branch.endswith(".lock"):
        raise ValueError(
            f"'{branch}' cannot be a feature branch: 'feature/' and up to "
            f"{BRANCH_MAX - len('feature/')} letters, digits, hyphens, underscores, periods and "
            "slashes, beginning and ending with a letter or digit"
        )
    name = branch[len("feature/") :].lower()
    slug = re.sub(r"[^a-z0-9]+", "-", name)[:SLUG_MAX].rstrip("-")
    return f"{slug}-{hashlib.sha256(branch.encode()).hexdigest()[:8]}"


def settings_of(settings: dict, branch: str = "main") -> dict:
    """Settings of a branch: those of input.json, `prefix`, the folder of all its runs,
    and for a feature branch its own pipelineName, modelGroupArn and `branch`.
    """
    project = settings["projectName"]
    if branch in SHARED_BRANCHES:
        return {**settings, "prefix": project}
    identifier = branch_id(branch)
    groups, _ = settings["modelGroupArn"].rsplit("/", 1)
    return {
        **settings,
        "branch": branch,
        "pipelineName": f"{project}-{identifier}-training",
        "modelGroupArn": f"{groups}/{project}-{identifier}-models",
        "prefix": f"{project}/branches/{identifier}",
    }
