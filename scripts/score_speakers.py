#!/usr/bin/env python3
"""How many sources that are names, pronouns or descriptions are put to the right person or body.

    scripts/score_speakers.py ONRECORD CORPORA [--errors] [-- OPTION...]

ONRECORD is the program, CORPORA a folder with polnear/polnear-dev{,-parse}.jsonl.gz (whose chains are silver: CoreNLP's own,
with its mistakes) and ud/gum-open-genres.conllu.gz (gold chains; every tenth document is held out). OPTIONs go to
`onrecord extract`.

A source is right where the chain of its head has a name, and the speaker's last name is among that chain's names. `unknown` is
wrong. Sources whose chain names nobody or gives a title alone, and whoever writes (*I*, *we*), are left out.
"""
import gzip
import json
import re
import subprocess
import sys
from collections import Counter

PRONOUNS = {"he", "she", "they", "it", "him", "her", "them"}
# No names, though a tagger has them as proper: *the President*, *Mr. President*.
TITLES = {"president", "mr", "mrs", "ms", "dr", "sir", "sen", "senator", "gov", "governor", "rep", "del", "mayor", "secretary"}
WRITERS = {"i", "we", "me", "us", "you", "who", "that", "which"}


def polnear(folder):
    """Documents as (id, text, mentions); a mention is (chain, head's start, head's tag, head's word, start, end, names)."""
    texts = {}
    with gzip.open(f"{folder}/polnear/polnear-dev.jsonl.gz", "rt") as lines:
        for line in lines:
            document = json.loads(line)
            texts[document["id"]] = document["text"]
    with gzip.open(f"{folder}/polnear/polnear-dev-parse.jsonl.gz", "rt") as lines:
        for line in lines:
            document = json.loads(line)
            sentences = document["sents"]
            mentions = []
            for chain, members in enumerate(document["coref"]):
                for sentence, first, end, head, _ in members:
                    words = sentences[sentence - 1]
                    names = {w[0].lower() for w in words[first - 1 : end - 1] if w[4].startswith("NNP")}
                    word = words[head - 1]
                    above = words[word[6] - 1][1] if word[6] else -1
                    names = names if word[4].startswith("NNP") else set()
                    mentions.append((chain, word[1], word[4], word[0], above, names))
            yield document["id"], texts[document["id"]], mentions


def gum(folder):
    """The held-out documents of GUM, in the same form."""
    with gzip.open(f"{folder}/ud/gum-open-genres.conllu.gz", "rt") as lines:
        documents = re.split(r"(?m)^# newdoc id = ", lines.read())[1:]
    for document in documents[9::10]:
        text, mentions, open_ = "", [], []
        for sentence in document.split("\n\n"):
            if "# newpar" in sentence:
                text = text.rstrip() + ("\n\n" if text else "")
            words = []
            for line in sentence.splitlines():
                cells = line.split("\t")
                if len(cells) != 10 or not cells[0].isdigit():
                    continue
                words.append((cells[1], len(text), cells[4], int(cells[6])))
                text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
                entity = re.search(r"Entity=([^|]*)", cells[9])
                for mark in re.findall(r"\([^()]*|[^()]*\)", entity.group(1) if entity else ""):
                    if mark.startswith("("):
                        open_.append((mark[1:].split("-")[0], len(words) - 1))
                    if mark.endswith(")"):
                        name = mark.strip("()").split("-")[0]
                        at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == name or not name), None)
                        if at is not None:
                            chain, first = open_.pop(at)
                            mentions.append((chain, first, len(words), words))
        found = []
        for chain, first, end, words in mentions:
            inside = range(first + 1, end + 1)
            head = next((k for k in range(first, end) if words[k][3] not in inside), first)
            word = words[head]
            names = {w[0].lower() for w in words[first:end] if w[2].startswith("NNP")} if word[2].startswith("NNP") else set()
            above = words[word[3] - 1][1] if word[3] else -1
            found.append((chain, word[1], word[2], word[0], above, names))
        yield document.split("\n")[0], text, found


def plain(word):
    """Small letters, one kind of apostrophe, no full stops: *U.S.* is *us*."""
    return word.lower().replace("’", "'").replace(".", "").strip(",'")


def main():
    arguments = sys.argv[1:]
    options = []
    if "--" in arguments:
        options = arguments[arguments.index("--") + 1 :]
        arguments = arguments[: arguments.index("--")]
    errors = "--errors" in arguments
    program, corpora = [a for a in arguments if a != "--errors"]
    for name, read in (("PolNeAR dev (silver chains)", polnear), ("GUM, held out (gold chains)", gum)):
        documents = {key: (text, mentions) for key, text, mentions in read(corpora)}
        lines = "\n".join(json.dumps({"id": key, "text": text}) for key, (text, _) in documents.items())
        done = subprocess.run([program, "extract", "--jsonl", *options], input=lines, capture_output=True, text=True, check=True)
        right, all_ = Counter(), Counter()
        for line in done.stdout.splitlines():
            found = json.loads(line)
            text, mentions = documents[found["id"]]
            of_chain = {}
            for chain, *_, names in mentions:
                of_chain.setdefault(chain, set()).update(names)
            for quotation in found["quotations"]:
                if not quotation["source"]:
                    continue
                start, end = quotation["source"][0]
                heads = [m for m in mentions if start <= m[1] < end and not start <= m[4] < end]
                if not heads:
                    continue
                chain, _, tag, word, _, _ = heads[0]
                names = {plain(name) for name in of_chain[chain]}
                if not names - TITLES or word.lower() in WRITERS:
                    continue
                kind = "pronouns" if word.lower() in PRONOUNS else "names" if tag.startswith("NNP") else "descriptions"
                speaker = quotation["speaker"]
                words = [plain(w) for w in speaker["name"].split()]
                good = any(w in names for w in (words[-1:] if speaker["kind"] == "person" else words))
                # *KCNA* is the *Korean Central News Agency*.
                good |= "".join(w[0] for w in words if w) in names and len(words) > 2
                all_[kind] += 1
                right[kind] += good
                if errors and not good:
                    context = text[max(0, start - 200) : end + 40].replace("\n", " / ")
                    print(f"{kind}: {text[start:end]!r} got {speaker['name']!r}, the chain has {sorted(names)}: … {context} …")
        print(name)
        for kind in ("names", "pronouns", "descriptions"):
            share = 100 * right[kind] / max(1, all_[kind])
            print(f"  {kind:<13} {right[kind]:4} of {all_[kind]:4} right, {share:5.1f} %")


if __name__ == "__main__":
    main()
