"""The switches that every job has beside its own."""
from argparse import Action


class _Pair(Action):
    """NAME=VALUE, collected in a dict."""

    def __call__(self, parser, namespace, value, option_string=None):
        name, equals, text = value.partition('=')
        if not equals:
            parser.error('%s must look like NAME=VALUE' % option_string)
        setattr(namespace, self.dest, dict(getattr(namespace, self.dest) or {}, **{name: text}))


def add_step_switches(parser):
    for kind in ('mapper', 'combiner', 'reducer', 'spark'):
        parser.add_argument('--' + kind, dest='run_' + kind, action='store_true', default=False)
    parser.add_argument('--step-num', dest='step_num', type=int, default=0)


def add_runner_switches(parser):
    """Some of each shape; what is not given is None."""
    parser.add_argument('-h', '--help', dest='help', action='store_true')
    parser.add_argument('-r', '--runner', dest='runner', choices=('inline', 'local', 'hadoop', 'emr', 'spark'))
    parser.add_argument('-c', '--conf-path', dest='conf_paths', action='append')
    parser.add_argument('--no-conf', dest='conf_paths', action='store_const', const=[])
    parser.add_argument('-o', '--output-dir', dest='output_dir')
    parser.add_argument('--step-output-dir', dest='step_output_dir')
    parser.add_argument('--cat-output', dest='cat_output', action='store_true', default=None)
    parser.add_argument('--no-output', '--no-cat-output', dest='cat_output', action='store_false', default=None)
    parser.add_argument('-D', '--jobconf', dest='jobconf', action=_Pair)
    parser.add_argument('--cmdenv', dest='cmdenv', action=_Pair)
    parser.add_argument('--pool-clusters', dest='pool_clusters', action='store_true', default=None)
    parser.add_argument('--num-core-instances', dest='num_core_instances', type=int)
    for name in ('label', 'owner', 'partitioner', 'hadoop_input_format', 'hadoop_output_format', 'pool_name', 'region', 'spark_master'):
        parser.add_argument('--' + name.replace('_', '-'), dest=name)
    for switch, dest in (('file', 'upload_files'), ('dir', 'upload_dirs'), ('archive', 'upload_archives'),
                         ('py-file', 'py_files'), ('libjar', 'libjars'), ('setup', 'setup'), ('spark-arg', 'spark_args')):
        parser.add_argument('--' + switch, dest=dest, action='append')
