"""Runs one substep of a job: lines in, lines out."""
import itertools
import sys


def run(job):
    """Does what the switches of a task ask for; False where they ask for none."""
    kinds = [kind for kind in ('mapper', 'combiner', 'reducer', 'spark') if getattr(job.options, 'run_' + kind)]
    for kind in kinds:
        {'mapper': _map, 'spark': _spark}.get(kind, _reduce)(job, job.options.step_num, kind)
    return bool(kinds)


def _spark(job, number, kind):
    path, output = job.options.args[:2]
    job.steps()[number].spark(path, output)


def _map(job, number, kind):
    step = job.steps()[number]
    read, write = job.pick_protocols(number, kind)
    if step['mapper_raw']:
        path, uri = job.options.args[:2]
        _write_all(write, step['mapper_raw'](path, uri))
        return
    mapper = step['mapper'] or (lambda key, value: [(key, value)])
    _write_all(write, _around(step, kind, (pair for line in _lines(job) for pair in mapper(*read(line)) or ())))


def _reduce(job, number, kind):
    step = job.steps()[number]
    read, write = job.pick_protocols(number, kind)
    reducer = step[kind] or (lambda key, values: ((key, value) for value in values))
    groups = itertools.groupby((read(line) for line in _lines(job)), key=lambda pair: pair[0])
    _write_all(write, _around(step, kind, (
        pair for key, pairs in groups for pair in reducer(key, (value for _, value in pairs)) or ())))


def _around(step, kind, pairs):
    for part in (step[kind + '_init'], lambda: pairs, step[kind + '_final']):
        for pair in (part() if part else None) or ():
            yield pair


def _lines(job):
    for line in job.stdin:
        yield line.rstrip(b'\r\n')


def _write_all(write, pairs):
    output = getattr(sys.stdout, 'buffer', sys.stdout)
    for key, value in pairs or ():
        output.write(write(key, value) + b'\n')
    output.flush()
