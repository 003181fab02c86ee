"""The kinds of steps that a job has, and their descriptions for runners."""

INPUT = '<input>'
OUTPUT = '<output>'
GENERIC_ARGS = '<generic_args>'

_KINDS = ('mapper', 'combiner', 'reducer')


def _without_nothing(**members):
    return {name: value for name, value in members.items() if value not in (None, [], {})}


class StepFailedException(Exception):
    """A step did not succeed."""


class MRStep(object):
    """A streaming step: methods, commands and filters for its mapper, combiner and reducer."""

    _NAMES = [kind + end for kind in _KINDS for end in ('', '_init', '_final', '_cmd', '_pre_filter')] + ['mapper_raw', 'jobconf']

    def __init__(self, **given):
        unknown = sorted(set(given) - set(self._NAMES))
        if unknown:
            raise TypeError('Unexpected keyword arguments: ' + ', '.join(unknown))
        self._given = {name: value for name, value in given.items() if value is not None}
        if not any(self.has(kind) for kind in _KINDS):
            raise ValueError('Step has no mappers and no reducers')
        for kind in _KINDS:
            if kind + '_cmd' in self._given and any(kind + end in self._given for end in ('', '_init', '_final', '_pre_filter')):
                raise ValueError("Can't set both %s_cmd and a %s of the script" % (kind, kind))

    def __getitem__(self, name):
        return self._given.get(name)

    def has(self, kind):
        """Whether the job's author gave the step something for its mapper, combiner or reducer."""
        return any(name.startswith(kind) for name in self._given)

    def _substep(self, kind):
        if self[kind + '_cmd'] is not None:
            return {'type': 'command', 'command': self[kind + '_cmd']}
        return _without_nothing(type='script', pre_filter=self[kind + '_pre_filter'])

    def description(self, step_num=0):
        # Only a mapper of the script knows the input's protocol; a combiner needs one in front of it.
        mapper = step_num == 0 or self.has('mapper') or self.has('combiner')
        return _without_nothing(
            type='streaming', jobconf=self['jobconf'], input_manifest=True if self['mapper_raw'] else None,
            mapper=self._substep('mapper') if mapper else None,
            combiner=self._substep('combiner') if self.has('combiner') else None,
            reducer=self._substep('reducer') if self.has('reducer') else None)


class JarStep(object):
    def __init__(self, jar, args=None, jobconf=None, main_class=None):
        self.jar, self.args, self.jobconf, self.main_class = jar, args or [], jobconf or {}, main_class

    def description(self, step_num=0):
        return dict(type='jar', jar=self.jar, args=list(self.args), jobconf=dict(self.jobconf), main_class=self.main_class)


class SparkStep(object):
    def __init__(self, spark, spark_args=None, jobconf=None):
        self.spark, self.spark_args, self.jobconf = spark, spark_args or [], jobconf or {}

    def description(self, step_num=0):
        return dict(type='spark', spark_args=list(self.spark_args), jobconf=dict(self.jobconf))


class SparkJarStep(object):
    def __init__(self, jar, main_class, args=None, spark_args=None, jobconf=None):
        self.jar, self.main_class, self.args = jar, main_class, args or []
        self.spark_args, self.jobconf = spark_args or [], jobconf or {}

    def description(self, step_num=0):
        return dict(type='spark_jar', jar=self.jar, main_class=self.main_class, args=list(self.args),
                    spark_args=list(self.spark_args), jobconf=dict(self.jobconf))


class SparkScriptStep(object):
    def __init__(self, script, args=None, spark_args=None, jobconf=None):
        self.script, self.args = script, args or []
        self.spark_args, self.jobconf = spark_args or [], jobconf or {}

    def description(self, step_num=0):
        return dict(type='spark_script', script=self.script, args=list(self.args),
                    spark_args=list(self.spark_args), jobconf=dict(self.jobconf))
