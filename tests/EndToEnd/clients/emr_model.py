"""Holds answers of EMR against the service model that botocore ships: no member but the model's, each of its type."""
import json

TYPES = {'string': str, 'boolean': bool, 'integer': int, 'long': int, 'float': (int, float), 'double': (int, float), 'timestamp': (int, float)}


def faults(shape, value, path):
    if value is None:
        yield f'{path} is null'
    elif shape.type_name == 'structure':
        if not isinstance(value, dict):
            yield f'{path} is no structure'
            return
        yield from (f'{path}.{name} is not in the model' for name in value if name not in shape.members)
        yield from (f'{path}.{name} is missing' for name in shape.required_members if name not in value)
        for name, member in shape.members.items():
            if name in value:
                yield from faults(member, value[name], f'{path}.{name}')
    elif shape.type_name == 'list':
        for i, item in enumerate(value):
            yield from faults(shape.member, item, f'{path}[{i}]')
    elif shape.type_name == 'map':
        for key, item in value.items():
            yield from faults(shape.value, item, f'{path}.{key}')
    else:
        if not isinstance(value, TYPES[shape.type_name]) or shape.type_name != 'boolean' and isinstance(value, bool):
            yield f'{path} is {value!r}, and should be a {shape.type_name}'
        if getattr(shape, 'enum', None) and value not in shape.enum:
            yield f'{path} is {value!r}, and should be one of {shape.enum}'


def watch(client, seen):
    """From now on every success of the client's must be as modelled; `seen` gets the names of the calls that succeeded."""
    def check(http_response, model, **_):
        if http_response.status_code != 200:
            return
        seen.add(model.name)
        body = json.loads(http_response.content)
        found = list(faults(model.output_shape, body, model.name)) if model.output_shape else [f'{model.name} answers'] * bool(body)
        assert not found, found
    client.meta.events.register('after-call.emr', check)
