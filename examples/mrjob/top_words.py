"""The words that a text uses most, without the ones that every text uses: a job of the Python library mrjob."""
import re

from mrjob.job import MRJob
from mrjob.step import MRStep

WORD = re.compile(r"[a-z]+")


class TopWords(MRJob):
    FILES = ['stop_words.txt']

    def configure_args(self):
        super().configure_args()
        self.add_passthru_arg('--top', type=int, default=10, help='how many words; default %(default)s')

    def steps(self):
        return [
            MRStep(mapper_init=self.read_stop_words, mapper=self.words, combiner=self.add, reducer=self.add),
            MRStep(mapper=self.all_together, reducer=self.most_used),
        ]

    def read_stop_words(self):
        with open('stop_words.txt') as lines:
            self.stop_words = set(lines.read().split())

    def words(self, _, line):
        for word in WORD.findall(line.lower()):
            if word in self.stop_words:
                self.increment_counter('words', 'stopped')
            else:
                self.increment_counter('words', 'counted')
                yield word, 1

    def add(self, word, counts):
        yield word, sum(counts)

    def all_together(self, word, count):
        yield None, (-count, word)

    def most_used(self, _, counted):
        for count, word in sorted(counted)[:self.options.top]:
            yield word, -count


if __name__ == '__main__':
    TopWords.run()
