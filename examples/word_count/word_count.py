#!/usr/bin/env python3
"""Counts words: `word_count.py map` writes each word with a 1, `word_count.py reduce` adds up the numbers of each word."""
import re
import sys
from itertools import groupby


def map_lines(lines):
    for line in lines:
        for word in re.findall("[a-z]+", line.lower()):
            print(word, 1, sep="\t")


def reduce_lines(lines):
    pairs = (line.rstrip("\n").split("\t") for line in lines)
    for word, group in groupby(pairs, key=lambda pair: pair[0]):
        print(word, sum(int(count) for _, count in group), sep="\t")


if __name__ == "__main__":
    {"map": map_lines, "reduce": reduce_lines}[sys.argv[1]](sys.stdin)
