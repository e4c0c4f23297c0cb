"""Reads what gainsay printed in each format with other people's parsers, and compares it with the JSON.

Usage: acceptance.py FOLDER NAME, where FOLDER holds NAME.json, NAME.sarif, NAME.junit and so on.
"""

import json
import pathlib
import re
import sys
import urllib.parse

import junitparser
from lxml import etree

folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]


def read(format):
    return (folder / f"{name}.{format}").read_bytes().decode("utf-8")


def must(condition, message):
    if not condition:
        sys.exit(f"acceptance: {name}: {message}")


report = json.loads(read("json"))
findings = report["findings"]
new = [finding for finding in findings if finding["status"] == "new"]
must(name != "hostile" or len(new) >= 5, f"only {len(new)} findings: the example no longer shows what it should")

# Nothing that a terminal or a build service obeys, in any format.
for format in ["json", "short", "sarif", "github", "junit", "markdown"]:
    text = read(format)
    must(not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), f"{format}: control characters")
    if format != "github":
        orders = [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]
        must(not orders, f"{format}: {orders[:1]}")

# SARIF: the validator's own findings, then ours against theirs.
validated = json.loads((folder / f"{name}.validated.sarif").read_text(encoding="utf-8-sig"))
complaints = [
    f'{result["ruleId"]} {result["message"]}'
    for run in validated["runs"]
    for result in run.get("results", [])
    if result.get("level", "warning") == "error"
]
must(not complaints, f"SARIF: {complaints[:3]}")
run = json.loads(read("sarif"))["runs"][0]
must(len(run["results"]) == len(findings), "SARIF: not all findings")
for result, finding in zip(run["results"], findings):
    must(result["ruleId"] == finding["rule"], "SARIF: another rule")
    must(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding["rule"], "SARIF: another rule's index")
    must(list(result["partialFingerprints"].values()) == [finding["fingerprint"]], "SARIF: another fingerprint")
    places = {
        (
            urllib.parse.unquote(location["physicalLocation"]["artifactLocation"]["uri"]),
            location["physicalLocation"]["region"]["startLine"],
            location["physicalLocation"]["region"]["startColumn"],
        )
        for location in result.get("relatedLocations", [])
    }
    for position in finding["positions"]:
        for claim in position["claims"]:
            for quote in claim["quotes"]:
                must((quote["file"], quote["line"], quote["column"]) in places, f"SARIF: a side is missing: {quote}")

# JUnit: well-formed, and the numbers agree.
etree.fromstring(read("junit").encode("utf-8"))
junit = junitparser.JUnitXml.fromstring(read("junit").encode("utf-8"))
suites = list(junit) if isinstance(junit, junitparser.JUnitXml) else [junit]
cases = [case for suite in suites for case in suite]
failed = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
errors = [finding for finding in new if finding["level"] == "error"]
must(len(failed) == len(errors), f"JUnit: {len(failed)} failures for {len(errors)} new errors")
must(sorted(case.classname for case in failed) == sorted(finding["rule"] for finding in errors), "JUnit: other rules")

# GitHub: each command unescapes to what the JSON says.
lines = read("github").splitlines()
commands = [line for line in lines if line.startswith("::")]
must(len(commands) == len(new) + len(report["errors"]), f"GitHub: {len(commands)} commands for {len(new)} findings")
must(len(lines) == len(commands) + 1, "GitHub: lines that are no command")


def data(text):
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def value(text):
    return data(text.replace("%3A", ":").replace("%2C", ","))


def seen(text):
    """A message as it is printed: control characters as their pictures, all white space alike."""
    return re.sub(r"[\x00-\x1f]", lambda match: chr(0x2400 + ord(match[0])), " ".join(text.split())).split()


levels = {"error": "error", "warning": "warning", "note": "notice"}
for line, finding in zip(commands[len(report["errors"]) :], new):
    command, properties, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
    properties = {key: value(text) for key, text in (part.split("=", 1) for part in properties.split(","))}
    must(command == levels[finding["level"]], "GitHub: another level")
    must(properties["title"].startswith(finding["rule"] + ": "), "GitHub: another title")
    must(data(message).split("\n")[0].split() == seen(finding["message"]), f"GitHub: another message: {message}")

# Markdown: no HTML but our own mark, nobody mentioned, no bare link.
markdown = read("markdown")
must(markdown.count("<") == 1 and markdown.startswith("<!-- gainsay -->"), "Markdown: HTML")
must("://" not in re.sub(r"`[^`]*`", "", markdown), "Markdown: a link")
