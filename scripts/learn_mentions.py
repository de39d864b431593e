#!/usr/bin/env python3
"""Learns how much each sign says that *he* or *she* means a person: the weights of `src/resolve/mention.rs`.

    scripts/learn_mentions.py CORPORA [--errors]

CORPORA is a folder with polnear/polnear-{train,dev}{,-parse}.jsonl.gz. Learned from the silver chains (CoreNLP's) of the train
part; printed are the weights, how often the right person comes first in the dev part, and with --errors where not. Needs
Python 3.11 and nothing else.

A person is a run of words that CoreNLP tags PERSON; those of one last name are one. At each *he* and *she* outside quotation
marks, the persons named before who may be of that gender stand to choose from; the signs of each are those of `mention.rs`,
under the same names. Pronouns resolved before count as mentions.
"""
import gzip
import json
import math
import random
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

PRONOUNS = {"he": "m", "she": "f", "his": "m", "him": "m", "her": "f"}
ROUNDS, RATE, DECAY = 6, 0.1, 1e-4
# No further back than this many persons, the last mentioned first.
CHOICES = 12

lexicon = tomllib.loads((Path(__file__).parent.parent / "data/lexicon/names.toml").read_text())
MALE = {name.lower() for name in lexicon["names"]["male"]}
FEMALE = {name.lower() for name in lexicon["names"]["female"]}
TITLES = {"mr.": "m", "mr": "m", "sir": "m", "mrs.": "f", "mrs": "f", "ms.": "f", "ms": "f", "miss": "f"}


def gender_of(words, before):
    if before in TITLES:
        return TITLES[before]
    given = words[0].split("-")[0]
    if len(words) > 1 and (given in MALE) != (given in FEMALE):
        return "m" if given in MALE else "f"
    return None


def documents(folder, part):
    sources = {}
    with gzip.open(f"{folder}/polnear/polnear-{part}.jsonl.gz", "rt") as lines:
        for line in lines:
            document = json.loads(line)
            spans = [s["source"] for s in document["annotators"][0]["attributions"] if s["source"]]
            sources[document["id"]] = (document["text"], [(s[0][0], s[-1][1]) for s in spans])
    with gzip.open(f"{folder}/polnear/polnear-{part}-parse.jsonl.gz", "rt") as lines:
        for line in lines:
            document = json.loads(line)
            if document["id"] in sources:
                yield document, *sources[document["id"]]


def inside_marks(text):
    """For each character, whether it stands between quotation marks; a paragraph's end closes them."""
    inside, out = False, bytearray(len(text) + 1)
    text = text.replace("''", '" ')
    for at, c in enumerate(text):
        if c == "\n":
            inside = False
        elif c == '"':
            inside = not inside
        elif c in "“":
            inside = True
        elif c in "”":
            inside = False
        out[at] = inside
    return out


class Person:
    def __init__(self):
        self.gender, self.first, self.mentions = None, set(), []


def mentions_of(document, text, sources):
    """Names and pronouns in order: (token's start, sentence, kind, key or gender, role, speaks, chain's names, quoted before)."""
    marked = inside_marks(text)
    names = defaultdict(set)
    chain_at = {}
    for chain, members in enumerate(document["coref"]):
        for sentence, first, end, head, _ in members:
            words = document["sents"][sentence - 1]
            if words[head - 1][4].startswith("NNP"):
                names[chain] |= {w[0].lower() for w in words[first - 1 : end - 1] if w[4].startswith("NNP")}
            chain_at[words[head - 1][1]] = chain
    starts = {start for start, _ in sources}
    speaking = lambda start: any(s <= start < e for s, e in sources)
    narrated = 0
    out = []
    for words in document["sents"]:
        outside = [not marked[w[1]] for w in words]
        paragraph = text.count("\n\n", 0, words[0][1])
        has_words = any(o and w[0][0].isalnum() for o, w in zip(outside, words))
        narrated += has_words
        k = 0
        while k < len(words):
            word = words[k]
            if not outside[k]:
                k += 1
                continue
            lower = word[0].lower()
            if lower in PRONOUNS and word[4].startswith("PRP"):
                quoted = not all(outside[:k])
                chain = chain_at.get(word[1])
                role = role_of(words, k)
                out.append((word[1], narrated, paragraph, "pronoun", lower, role, speaking(word[1]), names.get(chain), quoted))
                k += 1
            elif word[5] == "PERSON":
                end = k
                while end < len(words) and words[end][5] == "PERSON" and outside[end]:
                    end += 1
                run = [w[0].lower() for w in words[k:end] if w[0][0].isalpha()]
                if run and run[-1] in ("'s", "’s"):
                    run.pop()
                if run:
                    before = words[k - 1][0].lower() if k else ""
                    # The head is the last word.
                    role = role_of(words, end - 1)
                    out.append((word[1], narrated, paragraph, "name", (run, before), role, speaking(word[1]), None, False))
                k = end
            else:
                k += 1
    return out


def role_of(words, k):
    label = words[k][6 + 1]
    for _ in range(3):
        if label.startswith(("compound", "flat", "appos")) and words[k][6]:
            k = words[k][6] - 1
            label = words[k][7]
    if label.startswith("nsubj"):
        return "subject"
    if label == "nmod:poss":
        return "possessor"
    return "other"


def signs(person, here, first_subject, nearest):
    """The names of the signs that hold of a person at a pronoun."""
    start, sentence, paragraph, _, word, role, speaks, _, quoted = here
    m = person.mentions[-1]
    distance = sentence - m[1]
    near = str(distance) if distance < 4 else "far" if distance < 8 else "gone"
    out = [f"{m[5]} {near}"]
    out.append("known gender" if person.gender else "gender unknown")
    if m[3] == "pronoun":
        out.append("by pronoun")
    if first_subject is person:
        out.append("opens sentence before" + (" and quoted here" if quoted else ""))
    if nearest is person:
        out.append("nearest")
    if m[2] == paragraph:
        out.append("same paragraph")
    count = len(person.mentions)
    out.append("mentioned " + ("once" if count == 1 else "twice" if count == 2 else "often" if count < 8 else "throughout"))
    if role == m[5] == "subject":
        out.append("parallel")
    return out


def walk(document, text, sources, weights, learn=None):
    """Resolves the pronouns of a document; yields (source?, right?) for each whose chain names a person to choose from."""
    persons, by_first = {}, {}
    opens = {}
    for here in mentions_of(document, text, sources):
        start, sentence, paragraph, kind, what, role, speaks, names, quoted = here
        person = None
        if kind == "name":
            run, before = what
            key = run[-1]
            if key not in persons and len(run) == 1 and key in by_first:
                key = by_first[key]
            person = persons.setdefault(key, Person())
            person.key = key
            if len(run) > 1:
                by_first[run[0]] = key
            person.gender = gender_of(run, before) or person.gender
        else:
            gender = PRONOUNS[what]
            choice = [p for p in persons.values() if p.gender in (None, gender)]
            choice = sorted(choice, key=lambda p: -p.mentions[-1][0])[:CHOICES]
            if choice:
                before = opens.get(sentence - 1)
                found = [signs(p, here, before, choice[0]) for p in choice]
                scores = [sum(weights[s] for s in f) for f in found]
                best = max(range(len(choice)), key=lambda i: scores[i])
                person = choice[best]
                right = [i for i, p in enumerate(choice) if names and p.key in names]
                if len(right) == 1:
                    yield speaks, best == right[0], here, person.key, names
                    if learn:
                        learn(found, scores, right[0])
                        person = choice[right[0]]
                person.gender = person.gender or gender
        if person:
            person.mentions.append(here)
            if role == "subject":
                opens.setdefault(sentence, person)


def main():
    folder = next(argument for argument in sys.argv[1:] if not argument.startswith("--"))
    weights, total = defaultdict(float), defaultdict(float)
    train = list(documents(folder, "train"))
    random.seed(1)

    def learn(found, scores, right):
        top = max(scores)
        shares = [math.exp(s - top) for s in scores]
        whole = sum(shares)
        for i, f in enumerate(found):
            pull = RATE * ((i == right) - shares[i] / whole)
            for sign in f:
                weights[sign] += pull - DECAY * RATE * weights[sign]

    for round_ in range(ROUNDS):
        random.shuffle(train)
        good = all_ = 0
        for document in train:
            for speaks, right, *_ in walk(*document, weights, learn):
                good += right
                all_ += 1
        for sign, weight in weights.items():
            if round_ >= ROUNDS // 2:
                total[sign] += weight / (ROUNDS - ROUNDS // 2)
        print(f"round {round_}: {good} of {all_}, {100 * good / all_:.1f} %", file=sys.stderr)
    for sign in sorted(total):
        print(f"{sign:<40} {total[sign]:6.2f}")
    for only in (True, False):
        found = [r for d in documents(folder, "dev") for r in walk(*d, total) if r[0] or not only]
        good = sum(r[1] for r in found)
        print(f"{'sources' if only else 'all pronouns'} of the dev part: {good} of {len(found)}, {100 * good / len(found):.1f} %")
    if "--errors" in sys.argv:
        for document in documents(folder, "dev"):
            for speaks, right, here, key, names in walk(*document, total):
                if speaks and not right:
                    context = document[1][max(0, here[0] - 300) : here[0] + 40].replace("\n", " / ")
                    print(f"{here[4]} {key!r} {sorted(names)}: {context}\n")


if __name__ == "__main__":
    main()
