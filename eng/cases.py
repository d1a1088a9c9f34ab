#!/usr/bin/env python3
"""Writes the case tables of tests/Aws.Tests/Protocols/Cases from published suites.

Usage: eng/cases.py BOTOCORE AWS-C-AUTH     two checkouts

Kept: shapes, parameters, bytes, signatures. Left out: every text for people, code, and protocols that are not served here.
"""
import json
import pathlib
import sys

PROTOCOLS = ("json", "json_1_0", "json_1_0-query-compatible", "query", "rest-json", "rest-xml",
             "smithy-rpc-v2-cbor", "smithy-rpc-v2-cbor-query-compatible", "smithy-rpc-v2-cbor-non-query-compatible")
LEFT_OUT = {"documentation", "description", "deprecated"}
CASE = ("id", "given", "params", "serialized", "result", "error", "errorCode", "errorMessage", "response")


def bare(value):
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key not in LEFT_OUT or isinstance(item, dict)}
    return [bare(item) for item in value] if isinstance(value, list) else value


def line(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def write_protocols(source, target):
    for side in ("input", "output"):
        (target / side).mkdir(parents=True, exist_ok=True)
        for protocol in PROTOCOLS:
            suites = [{"metadata": bare(suite["metadata"]), "shapes": bare(suite["shapes"]),
                       "cases": [{key: bare(case[key]) for key in CASE if key in case} for case in suite["cases"]]}
                      for suite in json.loads((source / "tests/unit/protocols" / side / f"{protocol}.json").read_text()) if suite["cases"]]
            if suites:
                (target / side / f"{protocol}.json").write_text("[\n" + ",\n".join(map(line, suites)) + "\n]\n")


def write_signatures(source, target):
    cases = []
    for folder in sorted((source / "tests/aws-signing-test-suite/v4").iterdir()):
        context = json.loads((folder / "context.json").read_text())
        for form in ("header", "query"):
            cases.append({"name": f"{folder.name} {form}", "context": context,
                          "canonical": (folder / f"{form}-canonical-request.txt").read_text(), "request": (folder / f"{form}-signed-request.txt").read_text()})
    (target / "signatures.json").write_text("[\n" + ",\n".join(map(line, cases)) + "\n]\n")


def main():
    target = pathlib.Path(__file__).resolve().parent.parent / "tests/Aws.Tests/Protocols/Cases"
    write_protocols(pathlib.Path(sys.argv[1]), target)
    write_signatures(pathlib.Path(sys.argv[2]), target)


if __name__ == "__main__":
    main()
