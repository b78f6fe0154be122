import json
import subprocess

import pytest
from check_repository import check_repository, main, repository_files

STANDARD = {
    "name": "test",
    "everywhere": [{"path": "ci/**"}, {"path": ".{gitignore,editorconfig}"}],
    "build": [
        {"path": "README.md", "required": True},
        {
            "path": "jobs/<job>/__main__.py",
            "required": True,
            "forEach": "jobs/<job>",
            "purpose": "what the job runs",
        },
        {"path": "jobs/<job>/test/test_<step>.py", "forEach": "jobs/<job>"},
        {"path": "jobs/<job>/test/input/**"},
    ],
    "deployment": [{"path": "README.md", "required": True}],
}
FILES = [
    "README.md",
    "jobs/clean/__main__.py",
    "jobs/clean/test/test_clean.py",
]


def check(*paths):
    return check_repository(STANDARD, "build", paths)


@pytest.mark.parametrize(
    "extra",
    [
        "ci/check.py",
        "ci/deep/er/file",
        ".gitignore",
        "jobs/clean/test/test_more.py",
        "jobs/clean/test/input/a/b.csv",
    ],
)
def test_allows(extra):
    assert check(*FILES, extra) == []


@pytest.mark.parametrize(
    "start, missing",
    [
        ("README.md", "'README.md' is missing"),
        ("jobs/clean/__main__.py", "'jobs/clean/__main__.py' is missing"),
        ("jobs/clean/test/", "'jobs/clean/test/test_<step>.py' is missing"),
        ("jobs/", "'jobs/<job>/__main__.py' is missing"),
    ],
)
def test_names_what_is_missing(start, missing):
    [message] = check(*[path for path in FILES if not path.startswith(start)])
    assert message.startswith(missing)


@pytest.mark.parametrize(
    "extra, path",
    [
        ("train.py", "'train.py'"),
        ("src/a/b.py", "'src/'"),
        ("jobs/clean/Dockerfile", "'jobs/clean/Dockerfile'"),
        ("jobs/clean/test/check.py", "'jobs/clean/test/check.py'"),
        ("jobs/clean/data/table.csv", "'jobs/clean/data/'"),
        ("ci", "'ci'"),
        (".gitignored", "'.gitignored'"),
    ],
)
def test_names_what_has_no_place(extra, path):
    [message] = check(*FILES, extra)
    assert message.startswith(f"{path} has no place in the standard")


def test_says_rule_purpose_and_what_to_do():
    assert check("README.md", "jobs/clean/test/test_clean.py", "x.py") == [
        "'jobs/clean/__main__.py' is missing: the standard asks for "
        "jobs/<job>/__main__.py in every jobs/<job> (what the job runs). Add it.",
        "'x.py' has no place in the standard: at the root there can be "
        "README.md, jobs/. Move it, remove it, or have the standard extended.",
    ]


@pytest.fixture
def repository(tmp_path):
    for path in FILES:
        file = tmp_path / "repository" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    (tmp_path / "standard.json").write_text(json.dumps(STANDARD))
    return tmp_path / "repository"


def run(repository, kind="build"):
    standard = repository.parent / "standard.json"
    return main([kind, "--root", str(repository), "--standard", str(standard)])


def test_passes_and_fails_as_a_command(repository, capsys):
    assert run(repository) == 0
    assert "3 files conform to the standard 'test'" in capsys.readouterr().out
    (repository / "README.md").unlink()
    assert run(repository) == 1
    assert "'README.md' is missing" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run(repository, "training")


def test_leaves_out_what_tools_leave_behind(repository):
    cache = repository / "jobs" / "clean" / "__pycache__"
    cache.mkdir()
    (cache / "x.pyc").write_text("")
    assert sorted(repository_files(repository)) == FILES


def test_leaves_out_what_git_ignores(repository):
    subprocess.run(["git", "init", "--quiet"], cwd=repository, check=True)
    (repository / ".gitignore").write_text("run/\n")
    (repository / "run").mkdir()
    (repository / "run" / "model.bin").write_text("")
    assert sorted(repository_files(repository)) == [".gitignore", *FILES]
