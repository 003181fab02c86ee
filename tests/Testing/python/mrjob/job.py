"""The class that jobs derive from."""
import inspect
import os
import sys
from argparse import ArgumentParser

from mrjob import options, tasks
from mrjob.protocol import JSONProtocol, RawValueProtocol
from mrjob.step import MRStep, SparkStep


class MRJob(object):
    FILES = []
    DIRS = []
    ARCHIVES = []
    LIBJARS = []
    SPARK_ARGS = []
    JOBCONF = {}
    SORT_VALUES = None
    PARTITIONER = None
    HADOOP_INPUT_FORMAT = None
    HADOOP_OUTPUT_FORMAT = None
    INPUT_PROTOCOL = RawValueProtocol
    INTERNAL_PROTOCOL = JSONProtocol
    OUTPUT_PROTOCOL = JSONProtocol

    def __init__(self, args=None):
        self._passthru_arg_dests = set()
        self._file_arg_dests = set()
        self._own_args = []
        self.stdin = getattr(sys.stdin, 'buffer', sys.stdin)
        self.stderr = getattr(sys.stderr, 'buffer', sys.stderr)
        self.arg_parser = ArgumentParser(usage='%(prog)s [options] [input files]', add_help=False)
        self.configure_args()
        self.load_args(sys.argv[1:] if args is None else args)

    # What a job's class may have methods for.

    def steps(self):
        given = {name: getattr(self, name) for name in MRStep._NAMES if name != 'jobconf' and hasattr(self, name)}
        # Commands and filters are methods that say the command.
        given.update({name: method() for name, method in given.items() if name.endswith(('_cmd', '_pre_filter'))})
        return [SparkStep(self.spark)] if hasattr(self, 'spark') else [MRStep(**given)]

    # Switches.

    def configure_args(self):
        self.arg_parser.add_argument(dest='args', nargs='*')
        options.add_step_switches(self.arg_parser)
        options.add_runner_switches(self.arg_parser)

    def add_passthru_arg(self, *args, **kwargs):
        self._add(self._passthru_arg_dests, args, kwargs)

    def add_file_arg(self, *args, **kwargs):
        self._add(self._file_arg_dests, args, kwargs)

    def pass_arg_through(self, name):
        action = next(a for a in self.arg_parser._actions if name in a.option_strings or name == a.dest)
        self._passthru_arg_dests.add(action.dest)
        self._own_args.append(action)

    def _add(self, dests, args, kwargs):
        action = self.arg_parser.add_argument(*args, **kwargs)
        dests.add(action.dest)
        self._own_args.append(action)

    def load_args(self, args):
        self.options = self.arg_parser.parse_intermixed_args(args)
        if self.options.help:
            self.arg_parser.print_help()
            sys.exit(0)

    def is_task(self):
        return any(getattr(self.options, 'run_' + kind) for kind in ('mapper', 'combiner', 'reducer', 'spark'))

    # Protocols.

    def input_protocol(self):
        return self.INPUT_PROTOCOL()

    def internal_protocol(self):
        return self.INTERNAL_PROTOCOL()

    def output_protocol(self):
        return self.OUTPUT_PROTOCOL()

    def pick_protocols(self, step_num, step_type):
        """How a substep reads and writes: the job's ends have protocols of their own."""
        steps = self._steps_desc()
        kinds = [kind for kind in ('mapper', 'reducer') if kind in steps[step_num]]
        first = step_num == 0 and step_type == kinds[0]
        last = step_num == len(steps) - 1 and step_type == kinds[-1]
        return ((self.input_protocol() if first else self.internal_protocol()).read,
                (self.output_protocol() if last else self.internal_protocol()).write)

    # What a task tells Hadoop.

    def increment_counter(self, group, counter, amount=1):
        self._report('counter:%s,%s,%d' % (str(group).replace(',', ';'), str(counter).replace(',', ';'), amount))

    def set_status(self, message):
        self._report('status:%s' % message)

    def _report(self, text):
        self.stderr.write(('reporter:%s\n' % text).encode('utf_8'))
        self.stderr.flush()

    # What a runner asks.

    def jobconf(self):
        return dict(self.JOBCONF, **(self.options.jobconf or {}))

    def sort_values(self):
        return self.SORT_VALUES

    def partitioner(self):
        return self.options.partitioner or self.PARTITIONER

    def hadoop_input_format(self):
        return self.options.hadoop_input_format or self.HADOOP_INPUT_FORMAT

    def hadoop_output_format(self):
        return self.options.hadoop_output_format or self.HADOOP_OUTPUT_FORMAT

    def spark_args(self):
        return list(self.SPARK_ARGS)

    def files(self):
        return self._beside_script(self.FILES)

    def dirs(self):
        return self._beside_script(self.DIRS)

    def archives(self):
        return self._beside_script(self.ARCHIVES)

    def libjars(self):
        return self._beside_script(self.LIBJARS)

    @classmethod
    def mr_job_script(cls):
        return inspect.getsourcefile(cls)

    def _beside_script(self, paths):
        folder = os.path.dirname(self.mr_job_script())
        return [path if '://' in path else os.path.join(folder, os.path.expanduser(os.path.expandvars(path))) for path in paths]

    def _steps_desc(self):
        return [step.description(number) for number, step in enumerate(self.steps())]

    def _runner_kwargs(self):
        return dict(extra_args=list(self._extra_args()), input_paths=self.options.args, steps=self._steps_desc())

    def _extra_args(self):
        """What tasks get of the job's own switches; a file is a dict, since a runner knows what it is called there."""
        for action in self._own_args:
            value = getattr(self.options, action.dest)
            if value == action.default:
                continue
            for item in value if type(action).__name__ == '_AppendAction' else [value]:
                yield action.option_strings[-1]
                if action.dest in self._file_arg_dests:
                    path, _, name = item.partition('#')
                    yield dict(type='file', path=path, name=name or None)
                elif action.nargs != 0:
                    for part in item if isinstance(item, list) else [item]:
                        yield str(part)

    @classmethod
    def run(cls):
        if not tasks.run(cls()):
            sys.exit('This stand-in for mrjob has no runners: mrjob run %s' % sys.argv[0])

    def make_runner(self):
        raise NotImplementedError('This stand-in for mrjob has no runners.')
