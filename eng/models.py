#!/usr/bin/env python3
"""Writes the facts of published API descriptions (src/Aws/Models/Data/*.json).

Usage: eng/models.py [SERVICE…]     without a service: all that are listed below

Reads the descriptions of the installed botocore. Kept: names, shapes, locations, required members, ranges, patterns, enums, errors.
Left out: every documentation text, examples, rules of endpoints.
"""
import gzip
import json
import pathlib
import re
import sys

import botocore

SERVICES = {
    "cloudwatch": "cloudwatch", "events": "events", "iam": "iam", "logs": "logs", "medialive": "medialive", "mediapackage": "mediapackage",
    "mediapackagev2": "mediapackagev2", "s3": "s3", "secretsmanager": "secretsmanager", "sns": "sns", "ssm": "ssm", "sts": "sts",
}
METADATA = ("apiVersion", "endpointPrefix", "jsonVersion", "protocol", "protocols", "serviceId", "signingName", "targetPrefix", "xmlNamespace", "awsQueryCompatible")
OPERATION = ("http", "input", "output", "errors", "authtype", "auth", "httpChecksum", "httpChecksumRequired", "requestcompression", "idempotent")
LEFT_OUT = {"documentation", "deprecated", "deprecatedMessage", "deprecatedSince", "examples", "alias", "contextParam", "staticContextParams", "synthetic", "hostLabel"}
# MediaLive's ranges survive only in the names of its shapes.
RANGE = re.compile(r"^__(?:integer|long|double|string|listOf\w+?)Min(Negative)?(\d+)(?:Max(?:(Negative)?(\d+)))?(?:PatternS\w*)?$")


def bare(value):
    """The value without texts for people."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key not in LEFT_OUT}
    if isinstance(value, list):
        return [bare(item) for item in value]
    return value


def bare_shape(name, shape):
    # Members may be named like what is left out, so a structure's members are walked one by one.
    members = shape.get("members")
    kept = bare({key: item for key, item in shape.items() if key != "members"})
    if members is not None:
        kept["members"] = {member: bare(item) for member, item in members.items()}
    found = RANGE.match(name)
    if found and "min" not in kept and "max" not in kept:
        kept["min"] = int(found[2]) * (-1 if found[1] else 1)
        if found[4] is not None:
            kept["max"] = int(found[4]) * (-1 if found[3] else 1)
    return kept


def reachable(operations, shapes):
    waiting = [operation[side]["shape"] for operation in operations.values() for side in ("input", "output") if side in operation]
    waiting += [error["shape"] for operation in operations.values() for error in operation.get("errors", [])]
    waiting += [name for name, shape in shapes.items() if shape.get("exception")]
    seen = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        shape = shapes[name]
        waiting += [member["shape"] for member in shape.get("members", {}).values()]
        waiting += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
    return {name: shapes[name] for name in sorted(seen)}


def main():
    data = pathlib.Path(botocore.__file__).parent / "data"
    target = pathlib.Path(__file__).resolve().parent.parent / "src" / "Aws" / "Models" / "Data"
    target.mkdir(parents=True, exist_ok=True)
    for service in sys.argv[1:] or SERVICES:
        newest = sorted(path for path in (data / SERVICES[service]).iterdir() if path.is_dir())[-1]
        with gzip.open(newest / "service-2.json.gz") as file:
            published = json.load(file)
        operations = {}
        for name, operation in sorted(published["operations"].items()):
            operations[name] = bare({key: operation[key] for key in OPERATION if key in operation})
            if operation.get("deprecated"):
                # Two operations may share a path; the one that is not deprecated answers there.
                operations[name]["deprecated"] = True
            operations[name].get("http", {}).setdefault("responseCode", 200)
        model = {
            "metadata": {key: published["metadata"][key] for key in METADATA if key in published["metadata"]},
            "operations": operations,
            "shapes": {name: bare_shape(name, shape) for name, shape in reachable(operations, published["shapes"]).items()},
        }
        text = json.dumps(model, indent=0, separators=(",", ":"), ensure_ascii=False)
        # One line an operation or shape: readable in a difference, small on disk.
        lines = ["{", f'"metadata":{json.dumps(model["metadata"])},']
        for part in ("operations", "shapes"):
            entries = [f"{json.dumps(name)}:{json.dumps(item, separators=(',', ':'), ensure_ascii=False)}" for name, item in model[part].items()]
            lines += [f'"{part}":{{', ",\n".join(entries), "}," if part == "operations" else "}"]
        (target / f"{service}.json").write_text("\n".join(lines + ["}", ""]))
        print(f"{service}: {len(operations)} operations, {len(model['shapes'])} shapes, {len(text)} bytes")


if __name__ == "__main__":
    main()
