#!/usr/bin/env python3
"""Writes a gold file as a British paper would have printed it: single marks, British titles and party brackets.

    scripts/british_variant.py GOLD.jsonl[.gz] > VARIANT.jsonl
    onrecord eval attribution GOLD.jsonl.gz
    onrecord eval attribution VARIANT.jsonl

The difference of the two scores is what the finder loses on conventions that its training text lacks. The measures
between double marks say nothing of the variant, which has none.
"""
import gzip
import json
import re
import sys

CHANGES = [
    (r"[“”\"]", lambda m: {"“": "‘", "”": "’", '"': "'"}[m.group()]),
    # Speech within speech has the other marks. A closing one can't be told from an apostrophe: it stays.
    (r"‘(?=\w)", lambda m: "“"),
    (r"\bSen\. ", lambda m: "Cllr "),
    (r"\bSens\. ", lambda m: "Cllrs "),
    (r"\bRep\. ", lambda m: "Coun "),
    (r"\bGov\. ", lambda m: "Mayor "),
    (r"\b(Mr|Mrs|Ms|Dr)\. ", lambda m: m.group(1) + " "),
    (r"\(D(-[^)]*)?\)", lambda m: "(Lab)"),
    (r"\(R(-[^)]*)?\)", lambda m: "(Con)"),
    (r"\bpercent\b", lambda m: "per cent"),
]
PATTERN = re.compile("|".join(f"(?P<c{n}>{pattern})" for n, (pattern, _) in enumerate(CHANGES)))


def variant(text):
    """The changed text, and for each offset into `text` the one into it."""
    out, offsets, at = [], [], 0
    length = 0
    for match in PATTERN.finditer(text):
        kind = next(n for n in range(len(CHANGES)) if match.group(f"c{n}") is not None)
        own = re.compile(CHANGES[kind][0]).match(text, match.start())
        new = CHANGES[kind][1](own)
        kept = text[at : match.start()]
        offsets.extend(range(length, length + len(kept)))
        length += len(kept)
        offsets.extend(length + min(n, len(new)) for n in range(match.end() - match.start()))
        length += len(new)
        out += [kept, new]
        at = match.end()
    offsets.extend(range(length, length + len(text) - at + 1))
    return "".join(out + [text[at:]]), offsets


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = sys.argv[1]
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            document["text"], offsets = variant(document["text"])
            for annotator in document["annotators"]:
                for attribution in annotator["attributions"]:
                    for part in ("source", "cue", "content"):
                        attribution[part] = [[offsets[b], offsets[e]] for b, e in attribution[part]]
            print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()
