"""Hadoop's properties, as its tasks see them."""
import os


def jobconf_from_env(variable, default=None):
    """The value of a Hadoop property in a task: Hadoop streaming puts them into the environment, with underscores for dots."""
    return os.environ.get(variable.replace('.', '_'), default)
