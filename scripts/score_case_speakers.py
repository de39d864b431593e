#!/usr/bin/env python3
"""How many quotations of the cases are put to the right speaker.

    scripts/score_case_speakers.py ONRECORD [CASES] [--errors]

ONRECORD is the program, CASES the folder of cases (tests/cases). Each case is read by itself. A speaker is right where the case's
quotations.csv names the same, but for capitals, the shape of apostrophes and *the*. Cells with * are left out; a quotation that is
not found counts apart.
"""
import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def fold(name):
    return name.lower().replace("’", "'").replace("the ", "")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--errors"]
    program = arguments[0]
    cases = Path(arguments[1] if len(arguments) > 1 else "tests/cases")
    counts = Counter()
    for table in sorted(cases.glob("*/quotations.csv")):
        document = table.parent / "document.txt"
        rows = [row for row in csv.DictReader(table.open()) if row.get("speaker", "*") not in ("", "*")]
        if not rows or not document.exists():
            continue
        lines = subprocess.run([program, "extract", document], capture_output=True, text=True).stdout.splitlines()
        found = {}
        for line in lines:
            for quotation in json.loads(line)["quotations"]:
                found.setdefault(quotation["text"], quotation["speaker"]["name"])
        for row in rows:
            words = row["quotation"]
            have = found.get(words)
            if have is None and words.endswith(" …"):
                have = next((name for text, name in found.items() if text.startswith(words[:-2])), None)
            if have is None:
                counts["no such quotation"] += 1
                continue
            kind = "right" if fold(have) == fold(row["speaker"]) else "unknown" if have == "unknown" else "wrong"
            counts[kind] += 1
            if kind != "right" and "--errors" in sys.argv:
                print(f"{table.parent.name}: {words[:70]!r}: {row['speaker']}, got {have}")
    for kind, count in counts.most_common():
        print(f"{count:6} {kind}")


if __name__ == "__main__":
    main()
