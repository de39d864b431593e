#!/usr/bin/env python3
"""Learns how much each sign says that *he* or *she* means a person: the weights of `src/resolve/mention.rs`.

    scripts/learn_mentions.py CORPORA [--errors]

CORPORA is a folder with polnear/polnear-{train,dev}{,-parse}.jsonl.gz. Learned from the silver chains (CoreNLP's) of the train
part; printed are the weights, how often the right person comes first in each quarter of the train part by weights of the other
three, and by those printed in the dev part and in GUM (ud/gum-open-genres.conllu.gz, gold chains; without its held-out tenth);
with --errors where not. Needs Python 3.11 and nothing else.

A person is a run of words that CoreNLP tags PERSON; those of one last name are one. At each *he* and *she* outside quotation
marks, the persons named before who may be of that gender stand to choose from; the signs of each are those of `mention.rs`,
under the same names. Pronouns resolved before count as mentions.
"""
import gzip
import json
import math
import random
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

PRONOUNS = {"he": "m", "she": "f", "his": "m", "him": "m", "her": "f"}
ROUNDS, RATE, DECAY = 6, 0.1, 1e-4
PARTS = 4
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


SAY = {"say", "tell", "add", "write", "state", "explain", "describe", "argue", "claim", "note", "ask", "announce", "recall"}


def gum(folder):
    """GUM's documents in the same form, but for the held-out tenth; who says, tells or writes is a source."""
    with gzip.open(f"{folder}/ud/gum-open-genres.conllu.gz", "rt") as lines:
        documents = re.split(r"(?m)^# newdoc id = ", lines.read())[1:]
    for index, document in enumerate(documents):
        if index % 10 == 9:
            continue
        text, sentences, chains, sources, open_ = "", [], defaultdict(list), [], []
        for block in document.split("\n\n"):
            if "# newpar" in block:
                text = text.rstrip() + ("\n\n" if text else "")
            words, said = [], []
            for line in block.splitlines():
                cells = line.split("\t")
                if len(cells) != 10 or not cells[0].isdigit():
                    continue
                start = len(text)
                words.append([cells[1], start, start + len(cells[1]), cells[2], cells[4], "O", int(cells[6]), cells[7]])
                text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
                entity = re.search(r"Entity=([^|]*)", cells[9])
                for mark in re.findall(r"\([^()]*|[^()]*\)", entity.group(1) if entity else ""):
                    if mark.startswith("("):
                        open_.append((*mark.strip("()").split("-")[:2], len(words)))
                    if mark.endswith(")"):
                        name = mark.strip("()").split("-")[0]
                        at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == name or not name), None)
                        if at is not None:
                            said.append((*open_.pop(at), len(words) + 1))
            if not words:
                continue
            for chain, kind, first, end in said:
                head = next((k for k in range(first, end) if not first <= words[k - 1][6] < end), first)
                chains[chain].append((len(sentences) + 1, first, end, head, None))
                if kind == "person" and words[head - 1][4].startswith("NNP"):
                    for k in range(head, end):
                        if words[k - 1][4].startswith("NNP") and words[k - 1][7] in ("flat", words[head - 1][7]):
                            words[k - 1][5] = "PERSON"
                above = words[head - 1][6]
                if words[head - 1][7] == "nsubj" and above and words[above - 1][3] in SAY:
                    sources.append((words[first - 1][1], words[end - 2][2]))
            sentences.append(words)
        yield {"sents": sentences, "coref": list(chains.values())}, text, sources


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
    """Names and pronouns in order: (token's start, sentence, paragraph, kind, key or gender, role, speaks, chain's names, quoted before,
    names of persons behind it in the sentence)."""
    marked = inside_marks(text)
    names = defaultdict(set)
    chain_at = {}
    for chain, members in enumerate(document["coref"]):
        for sentence, first, end, head, _ in members:
            words = document["sents"][sentence - 1]
            if words[head - 1][4].startswith("NNP"):
                names[chain] |= {w[0].lower() for w in words[first - 1 : end - 1] if w[4].startswith("NNP")}
            chain_at[words[head - 1][1]] = chain
    sources = set(sources)

    def speaking(start, role):
        """Whether a mention is the first within a source; *Roe's lawyer* is not Roe."""
        around = {(s, e) for s, e in sources if s <= start < e}
        sources.difference_update(around)
        return bool(around) and role != "possessor"

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
                later = {w[0].lower() for w, o in zip(words[k:], outside[k:]) if w[5] == "PERSON" and o}
                named = names.get(chain)
                out.append((word[1], narrated, paragraph, "pronoun", lower, role, speaking(word[1], role), named, quoted, later))
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
                    behind = [w[0].lower() for w in words[end : end + 2]]
                    if behind[:1] == ["who"] or behind == [",", "who"]:
                        role = "subject"
                    out.append((word[1], narrated, paragraph, "name", (run, before), role, speaking(word[1], role), None, False, set()))
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


def signs(person, here, nearest, last_speaker):
    """The names of the signs that hold of a person at a pronoun."""
    _, sentence, paragraph, _, _, role, speaks, _, quoted, later = here
    m = person.mentions[-1]
    behind_marks = " and quoted here" if quoted else ""
    distance = sentence - m[1]
    near = str(distance) if distance < 4 else "far" if distance < 8 else "gone"
    out = [f"{m[5]} {near}"]
    out.append("known gender" if person.gender else "gender unknown")
    if m[3] == "pronoun":
        out.append("by pronoun")
    if nearest is person:
        out.append("nearest")
    if m[2] == paragraph:
        out.append("same paragraph")
    count = len(person.mentions)
    out.append("mentioned " + ("once" if count == 1 else "twice" if count == 2 else "often" if count < 8 else "throughout"))
    if role == m[5] == "subject":
        out.append("parallel")
    if speaks and last_speaker is person:
        out.append("last speaker" + behind_marks)
        if m[2] < paragraph - 1:
            out.append("last speaker long before" + behind_marks)
    if speaks and last_speaker and person.mentions[0][0] > last_speaker.mentions[-1][0]:
        out.append("new since the last speaker" + behind_marks)
    if role == "subject" and person.key in later:
        out.append("named behind" + (" and speaks" if speaks else ""))
    return out


def walk(document, text, sources, weights, learn=None):
    """Resolves the pronouns of a document; yields (source?, right?) for each whose chain names a person to choose from."""
    persons, by_first = {}, {}
    last_speaker = None
    for here in mentions_of(document, text, sources):
        _, _, _, kind, what, _, speaks, names, *_ = here
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
                found = [signs(p, here, choice[0], last_speaker) for p in choice]
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
            if speaks:
                last_speaker = person


def weights_of(train):
    weights, total = defaultdict(float), defaultdict(float)
    train = list(train)
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
        for document in train:
            for _ in walk(*document, weights, learn):
                pass
            if round_ >= ROUNDS // 2:
                for sign, weight in weights.items():
                    total[sign] += weight / (ROUNDS - ROUNDS // 2) / len(train)
    return total


def tell(part, found):
    for only in (True, False):
        right = [r[1] for r in found if r[0] or not only]
        what = "sources" if only else "all pronouns"
        print(f"{what} of {part}: {sum(right)} of {len(right)}, {100 * sum(right) / len(right):.1f} %")


def main():
    folder = next(argument for argument in sys.argv[1:] if not argument.startswith("--"))
    train, dev, gold = list(documents(folder, "train")), list(documents(folder, "dev")), list(gum(folder))
    held_out = []
    for part in range(PARTS):
        weights = weights_of(d for i, d in enumerate(train) if i % PARTS != part)
        held_out += [r for d in train[part::PARTS] for r in walk(*d, weights)]
    weights = weights_of(train)
    for sign in sorted(weights):
        print(f"{sign:<44} {weights[sign]:6.2f}")
    tell("the train part", held_out)
    tell("GUM", [r for d in gold for r in walk(*d, weights)])
    tell("the dev part", [r for d in dev for r in walk(*d, weights)])
    if "--errors" in sys.argv:
        for document in dev:
            for speaks, right, here, key, names in walk(*document, weights):
                if speaks and not right:
                    context = document[1][max(0, here[0] - 300) : here[0] + 40].replace("\n", " / ")
                    print(f"{here[4]} {key!r} {sorted(names)}: {context}\n")


if __name__ == "__main__":
    main()
