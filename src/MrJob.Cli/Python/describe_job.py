# Asks an mrjob script what its job is: python -c THIS REPLY SCRIPT [ARGUMENT...]
# The answer is one JSON object in the file REPLY; what the script prints is its own affair. An object with "error" says why there is no job.
import json
import os
import runpy
import sys
import traceback

TEXT = str if sys.version_info[0] > 2 else basestring  # noqa: F821


class Refused(BaseException):
    """Ends the script with a reason. No Exception, so that a script's own except does not hide it."""

    def __init__(self, error, **more):
        BaseException.__init__(self, error)
        self.reply = dict(more, error=error)


def plain(value):
    """The value as JSON has it: what is no text, number, list or object is called by its name."""
    if isinstance(value, dict):
        return dict((str(name), plain(item)) for name, item in value.items())
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, TEXT)) else str(value)


def place(path):
    """An absolute path, with its #name; URIs stay."""
    if '://' in path:
        return path
    path, hash_, name = path.partition('#')
    slash = '/' if path.endswith('/') else ''
    return os.path.abspath(os.path.expanduser(os.path.expandvars(path))) + slash + hash_ + name


def asked(job, name, *switches):
    """What a method of the job says, with what the switches of the same meaning say; either may be missing in an older mrjob."""
    method = getattr(job, name, None)
    said = list(method() or []) if callable(method) else []
    for switch in switches:
        said += [item for item in getattr(job.options, switch, None) or [] if item not in said]
    return said


def places(job, name, switch):
    return [place(path) for path in asked(job, name, switch)]


def one(job, name):
    method = getattr(job, name, None)
    return plain(method()) if callable(method) else None


def extra_args(asked_of_runner):
    """What tasks get of the job's own switches. A file is an object: {"path": ..., "name": ...}."""
    args = []
    for arg in asked_of_runner.get('extra_args') or []:
        args.append(dict(path=place(arg['path']), name=arg.get('name')) if isinstance(arg, dict) else str(arg))
    for switch, path in asked_of_runner.get('file_upload_args') or []:
        args += [switch, dict(path=place(path), name=None)]
    return args


def switches(job):
    """What the job's parser understood that is not the job's own."""
    own = set(getattr(job, '_passthru_arg_dests', ())) | set(getattr(job, '_file_arg_dests', ()))
    return dict((name, plain(value)) for name, value in vars(job.options).items() if value is not None and name not in own)


def steps(job):
    import mrjob.step
    words = dict((getattr(mrjob.step, name, None), shown) for name, shown in (
        ('INPUT', '<input>'), ('OUTPUT', '<output>'), ('GENERIC_ARGS', '<generic_args>')))
    describe = getattr(job, '_steps_desc', None)
    said = describe() if describe else [step.description(number) for number, step in enumerate(job.steps())]
    for step in said:
        if 'args' in step:
            step['args'] = [str(words.get(arg, arg)) for arg in step['args'] or []]
    return plain(said)


def description(job):
    import mrjob
    runner = job._runner_kwargs()
    jobconf = dict(one(job, 'jobconf') or {})
    jobconf.update(plain(getattr(job.options, 'jobconf', None) or {}))
    return dict(
        version=mrjob.__version__, folder=os.path.dirname(os.path.abspath(mrjob.__file__)),
        steps=steps(job), input=[str(path) for path in job.options.args], extra_args=extra_args(runner),
        sort_values=bool(one(job, 'sort_values')), partitioner=one(job, 'partitioner'),
        input_format=one(job, 'hadoop_input_format'), output_format=one(job, 'hadoop_output_format'),
        switches=switches(job),
        options=dict(
            jobconf=jobconf, spark_args=asked(job, 'spark_args', 'spark_args'), libjars=places(job, 'libjars', 'libjars'),
            upload_files=places(job, 'files', 'upload_files'), upload_dirs=places(job, 'dirs', 'upload_dirs'),
            upload_archives=places(job, 'archives', 'upload_archives')))


def library():
    """The class that jobs derive from, of a version that we know."""
    try:
        import mrjob
        version = getattr(mrjob, '__version__', '0')
        if [int(part) for part in version.split('.')[:2]] < [0, 6]:
            raise Refused('old', version=version)
        from mrjob.job import MRJob
        return MRJob
    except ImportError as e:
        if getattr(e, 'name', None) in ('mrjob', 'mrjob.job') or str(e) == 'No module named mrjob':
            raise Refused('missing')
        raise


def shown(kind, e, tb, script):
    """A traceback without our own part of it, and the last line of the script that it names."""
    frames = traceback.extract_tb(tb)
    own = [number for number, frame in enumerate(frames) if os.path.abspath(frame[0]) == script]
    line = frames[own[-1]][1] if own else None
    if isinstance(e, SyntaxError) and e.filename and os.path.abspath(e.filename) == script:
        own, line = [len(frames)], e.lineno
    for _ in range(own[0] if own else 0):
        tb = tb.tb_next
    return dict(traceback=''.join(traceback.format_exception(kind, e, tb)), line=line, last=traceback.format_exception_only(kind, e)[-1].strip())


def ask(script, args):
    """Runs the script as Python would. Its job is asked where it would run, while the script is still __main__."""
    replies = []

    def run(cls):
        if replies:
            raise Refused('twice')
        try:
            job = cls(args=args)
        except SystemExit as e:
            raise Refused('help' if e.code in (None, 0) else 'args')
        replies.append(description(job))

    def make_runner(self, *args, **kwargs):
        raise Refused('program')

    sys.argv = [script] + args
    sys.path[0] = os.path.dirname(script)
    job_class = library()
    job_class.run = classmethod(run)
    job_class.make_runner = make_runner
    try:
        runpy.run_path(script, run_name='__main__')
    except SystemExit as e:
        if not replies:
            raise Refused('exit', said=None if e.code is None else str(e.code))
    return replies[0] if replies else dict(error='no_run')


def main(reply, script, args):
    script = os.path.abspath(script)
    try:
        answer = ask(script, args)
    except Refused as e:
        answer = e.reply
    except Exception:
        answer = dict(shown(*sys.exc_info(), script=script), error='failed')
    with open(reply, 'w') as to:
        json.dump(answer, to)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
