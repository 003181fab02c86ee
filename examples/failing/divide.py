#!/usr/bin/env python3
"""Divides each number by what is missing to ten."""
import sys


def quotient(number):
    return number / (10 - number)


for line in sys.stdin:
    print(quotient(int(line)))
