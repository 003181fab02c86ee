"""A stand-in for the mrjob library: the part of its documented surface that the tests' jobs use.

The tests use the real library where it is installed, and this where it is not. It describes jobs and runs tasks; it has no runners.
"""
__version__ = '0.7.4'
