"""``NamedTuple`` as that of :mod:`typing`, made ten times faster.

:mod:`typing` compiles the annotation of every field when a class is made, and ``namedtuple`` its
``__new__``: for all records of this program that takes longer than reading a small file does. Here
what calling a class does is worked out when it has been called some times, since most never are.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - exported so
else:
    import sys
    from _collections import _tuplegetter  # the C descriptor that namedtuple's fields are

    _new = tuple.__new__
    _FEW = 30  # made one by one they take as long as what makes them quickly takes to be compiled
    _LEFT = {}

    class _Tuple(tuple):
        """What all named tuples can do, as namedtuple gives it to each."""

        __slots__ = ()

        def __new__(cls, *values, **named):
            if left := _LEFT.get(cls, _FEW):
                _LEFT[cls] = left - 1
                if not named and len(values) == len(cls._fields):
                    return _new(cls, values)
                if (given := _given(cls, values, named)) is not None:
                    return _new(cls, given)
            owner = next(base for base in cls.__mro__ if "_fields" in vars(base))
            if "__new__" not in vars(owner):
                owner.__new__ = _compiled(owner)
            return owner.__new__(cls, *values, **named)

        @classmethod
        def _make(cls, values):
            record = _new(cls, values)
            if len(record) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(record)}")
            return record

        def _replace(self, /, **changes):
            record = _new(type(self), map(changes.pop, self._fields, self))
            if changes:
                wrong = TypeError if sys.version_info >= (3, 13) else ValueError
                raise wrong(f"Got unexpected field names: {list(changes)!r}")
            return record

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self):
            return tuple(self)

    def _given(cls, values, named):
        """What a call gives as the values of all fields; None where it gives others."""
        fields = cls._fields
        placed = dict(zip(fields, values, strict=False))
        given = cls._field_defaults | placed | named
        fit = len(placed) == len(values) and placed.keys().isdisjoint(named)
        return [given[name] for name in fields] if fit and given.keys() == {*fields} else None

    def _compiled(cls):
        fields = ", ".join(cls._fields)
        body = f"_new(_cls, ({fields}{',' if len(cls._fields) == 1 else ''}))"
        new = eval(f"lambda _cls, {fields}: {body}", {"_new": _new})
        new.__name__ = "__new__"
        new.__qualname__ = f"{cls.__qualname__}.__new__"
        new.__defaults__ = tuple(cls._field_defaults.values())
        return new

    class _Made(type):
        """Makes named tuples; they themselves are of class :class:`type`."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has it")
            namespace |= {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            for place, field in enumerate(fields):
                namespace[field] = _tuplegetter(place, None)
            return type(name, (_Tuple,), namespace)

    class NamedTuple(metaclass=_Made):
        pass
