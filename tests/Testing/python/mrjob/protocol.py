"""How lines become keys and values, and back. Lines are bytes without their line ends."""
import ast
import json


class _Pairs(object):
    """Key and value, each encoded, with a tab between."""

    def read(self, line):
        key, _, value = line.partition(b'\t')
        return self._load(key), self._load(value)

    def write(self, key, value):
        return self._dump(key) + b'\t' + self._dump(value)


class _Values(object):
    """The value alone; the key is None, and is not written."""

    def read(self, line):
        return None, self._load(line)

    def write(self, key, value):
        return self._dump(value)


class _Json(object):
    def _load(self, data):
        return json.loads(data.decode('utf_8'))

    def _dump(self, value):
        return json.dumps(value).encode('utf_8')


class _Text(object):
    def _load(self, data):
        return data.decode('utf_8', 'replace')

    def _dump(self, value):
        return value.encode('utf_8')


class _Bytes(object):
    def _load(self, data):
        return data

    def _dump(self, value):
        return value


class _Repr(object):
    def _load(self, data):
        return ast.literal_eval(data.decode('utf_8'))

    def _dump(self, value):
        return repr(value).encode('utf_8')


class JSONProtocol(_Json, _Pairs):
    pass


class JSONValueProtocol(_Json, _Values):
    pass


class TextValueProtocol(_Text, _Values):
    pass


class BytesValueProtocol(_Bytes, _Values):
    pass


class ReprProtocol(_Repr, _Pairs):
    pass


class ReprValueProtocol(_Repr, _Values):
    pass


class _Raw(_Pairs):
    """Pairs where either side may be missing."""

    def read(self, line):
        key, tab, value = line.partition(b'\t')
        return self._load(key), self._load(value) if tab else None

    def write(self, key, value):
        return b'\t'.join(self._dump(part) for part in (key, value) if part is not None)


class TextProtocol(_Text, _Raw):
    pass


class BytesProtocol(_Bytes, _Raw):
    pass


RawProtocol = TextProtocol
RawValueProtocol = TextValueProtocol
StandardJSONProtocol = JSONProtocol
StandardJSONValueProtocol = JSONValueProtocol
