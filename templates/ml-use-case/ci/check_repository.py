"""Compares this repository with the repository standard. Needs nothing but Python."""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

STANDARD = Path(__file__).with_name("repository-standard.json")
NOT_OURS = {".git", ".pytest_cache", ".venv", "__pycache__"}
PLACEHOLDER = re.compile(r"<[^<>/]+>")
SPECIAL = re.compile(r"<[^<>/]+>|\*|\{[^{}]*\}")


def check_repository(standard, kind, paths):
    """Messages that name path, rule and what to do; none when the repository conforms.

    `kind` is "build" or "deployment", `paths` are those of all files from the root.
    """
    files = sorted(set(paths))
    folders = sorted({above for file in files for above in _folders_above(file)})
    own_rules = standard[kind]
    rules = own_rules + standard["everywhere"]
    violations = [found for rule in rules for found in _missing(rule, files, folders)]
    violations += _unexpected(own_rules, rules, files)
    return [message for _, message in sorted(violations)]


def repository_files(root):
    """What git has or would add; without git, everything but what tools leave behind."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (root / ".git").exists():
        found = subprocess.run(listing, cwd=root, capture_output=True)
        if found.returncode == 0:
            names = found.stdout.decode().split("\0")
            return [name for name in names if name and os.path.lexists(root / name)]
    files = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        files += [(Path(folder) / name).relative_to(root).as_posix() for name in names]
    return files


def _missing(rule, files, folders):
    path, for_each = rule["path"], rule.get("forEach")
    lacking = []
    for folder in folders if for_each else []:
        bindings = _bind(for_each, folder)
        if bindings is not None:
            wanted = PLACEHOLDER.sub(lambda found: bindings.get(found[0], found[0]), path)
            if not _any_matches(wanted, files):
                lacking.append(wanted)
    if not lacking and rule.get("required") and not _any_matches(path, files):
        lacking.append(path)
    where = f"in every {for_each}" if for_each else "in every repository"
    purpose = f" ({rule['purpose']})" if "purpose" in rule else ""
    for each in lacking:
        yield each, (
            f"'{each}' is missing: the standard asks for {path} {where}{purpose}. Add it."
        )


def _unexpected(own_rules, rules, files):
    misplaced = set()
    for file in files:
        if any(_matches_file(rule["path"], file) for rule in rules):
            continue
        unknown = [
            above
            for above in _folders_above(file)
            if not any(_reaches_into(rule["path"], above) for rule in rules)
        ]
        misplaced.add(f"{unknown[0]}/" if unknown else file)
    for path in misplaced:
        parents = _folders_above(path.rstrip("/"))
        parent = parents[-1] if parents else ""
        possible = ", ".join(_possible_in(parent, rules if parent else own_rules))
        where = f"in {parent}/" if parent else "at the root"
        yield path, (
            f"'{path}' has no place in the standard: {where} there can be {possible}. "
            "Move it, remove it, or have the standard extended."
        )


def _possible_in(folder, rules):
    depth = len(folder.split("/")) if folder else 0
    possible = set()
    for rule in rules:
        segments = rule["path"].split("/")
        if not folder or _reaches_into(rule["path"], folder):
            is_last = len(segments) <= depth + 1
            possible.add(segments[-1] if is_last else f"{segments[depth]}/")
    return sorted(possible)


def _folders_above(path):
    segments = path.split("/")
    return ["/".join(segments[:count]) for count in range(1, len(segments))]


def _any_matches(pattern, files):
    return any(_matches_file(pattern, file) for file in files)


def _matches_file(pattern, file):
    patterns, segments = pattern.split("/"), file.split("/")
    if patterns[-1] == "**":
        return len(segments) >= len(patterns) and _fits(patterns, segments)
    return len(segments) == len(patterns) and _fits(patterns, segments)


def _reaches_into(pattern, folder):
    patterns, segments = pattern.split("/"), folder.split("/")
    is_open = patterns[-1] == "**"
    return (is_open or len(segments) < len(patterns)) and _fits(patterns, segments)


def _bind(pattern, folder):
    patterns, segments = pattern.split("/"), folder.split("/")
    if len(patterns) != len(segments):
        return None
    bindings = {}
    for each, segment in zip(patterns, segments):
        found = re.fullmatch(_segment_pattern(each), segment)
        if not found:
            return None
        bindings.update(zip(PLACEHOLDER.findall(each), found.groups()))
    return bindings


def _fits(patterns, segments):
    return all(
        re.fullmatch(_segment_pattern(pattern), segment)
        for pattern, segment in zip(patterns, segments)
    )


def _segment_pattern(segment):
    source, end = "", 0
    for found in SPECIAL.finditer(segment):
        source += re.escape(segment[end : found.start()]) + _token_pattern(found[0])
        end = found.end()
    return source + re.escape(segment[end:])


def _token_pattern(token):
    if token == "*":
        return ".*"
    if token.startswith("<"):
        return "(.+)"
    return f"(?:{'|'.join(re.escape(word) for word in token[1:-1].split(','))})"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["build", "deployment"])
    parser.add_argument("--root", type=Path, default=Path.cwd())
    parser.add_argument("--standard", type=Path, default=STANDARD)
    options = parser.parse_args(arguments)

    standard = json.loads(options.standard.read_text(encoding="utf-8"))
    files = repository_files(options.root)
    messages = check_repository(standard, options.kind, files)
    for message in messages:
        print(message)
    if messages:
        count = "1 difference" if len(messages) == 1 else f"{len(messages)} differences"
        print(f"{count} from the standard '{standard['name']}'")
        return 1
    print(f"{len(files)} files conform to the standard '{standard['name']}'")
    return 0


if __name__ == "__main__":
    sys.exit(main())
