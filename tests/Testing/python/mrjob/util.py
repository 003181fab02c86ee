"""Small things that jobs import."""
import logging
import shlex
import sys


def shlex_split(text):
    return shlex.split(text)


def to_lines(chunks):
    """Cuts chunks of bytes into lines, each with its line end."""
    rest = b''
    for chunk in chunks:
        lines = (rest + chunk).splitlines(True)
        rest = lines.pop() if lines and not lines[-1].endswith(b'\n') else b''
        for line in lines:
            yield line
    if rest:
        yield rest


def log_to_stream(name=None, stream=None, format=None, level=None, debug=False):
    logger = logging.getLogger(name)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter(format or '%(message)s'))
    logger.addHandler(handler)
    logger.setLevel(level or (logging.DEBUG if debug else logging.INFO))


def log_to_null(name=None):
    logging.getLogger(name).addHandler(logging.NullHandler())
