"""Questions the public pages ask again and again (预备查询): the ORM writes their SQL only once.

Writing a statement costs several times what a small table takes to answer it. A prepared question
is a function from plain arguments to a QuerySet. It is called once, with placeholders for its
arguments, and the SQL is kept: it has to be the same whatever the arguments are. Of the answers
nothing is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import update_wrapper

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.query import (
    ModelIterable,
    NamedValuesListIterable,
    ValuesIterable,
    get_related_populators,
)
from django.db.models.utils import create_namedtuple_class

STEP = 20  # keys asked for at once are rounded up to so many, so that few lengths are statements
Keys = list | tuple


class Placeholder(Expression):
    """Where an argument will stand in a statement; of several keys, one of them."""

    def __init__(self, argument: int, place: int | None = None):
        super().__init__()
        self.argument, self.place = argument, place

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def fill(self, arguments: tuple) -> object:
        value = arguments[self.argument]
        if self.place is None:
            return value
        return value[self.place] if self.place < len(value) else None


class Statement:
    """SQL with placeholders, and how its rows become what the QuerySet would have given."""

    def __init__(self, asked: QuerySet):
        self.alias = asked.db
        compiler = asked.query.get_compiler(using=asked.db)  # belongs to one thread, so not kept
        self.sql, self.params = compiler.as_sql()
        select = [column for column, _, _ in compiler.select]
        self.converters = compiler.get_converters(select)
        self.names = tuple(asked.query.selected or ())
        self.shaped: Callable[[Iterable], list] = self._tuples
        if issubclass(asked._iterable_class, ValuesIterable):
            self.shaped = self._dicts
        elif issubclass(asked._iterable_class, NamedValuesListIterable):
            self.named = create_namedtuple_class(*self.names)
            self.shaped = self._named_tuples
        elif issubclass(asked._iterable_class, ModelIterable):
            found = compiler.klass_info
            self.model, self.own = found["model"], len(found["select_fields"])
            self.names = [column.target.attname for column in select[: self.own]]
            self.related = get_related_populators(found, compiler.select, self.alias)
            self.shaped = self._instances

    def ask(self, arguments: tuple) -> list:
        connection = connections[self.alias]
        params = [_filled(each, arguments, connection) for each in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        if self.converters:
            rows = self._converted(rows, connection)
        return self.shaped(rows)

    def _converted(self, rows: Iterable, connection) -> Iterator[list]:
        """Values as the fields have them, where the engine keeps them as something else."""
        for row in map(list, rows):
            for place, (converters, column) in self.converters.items():
                for convert in converters:
                    row[place] = convert(row[place], column, connection)
            yield row

    def _tuples(self, rows: Iterable) -> list[tuple]:
        return [tuple(row) for row in rows]

    def _named_tuples(self, rows: Iterable) -> list[tuple]:
        return [self.named._make(row) for row in rows]

    def _dicts(self, rows: Iterable) -> list[dict]:
        return [dict(zip(self.names, row, strict=True)) for row in rows]

    def _instances(self, rows: Iterable) -> list:
        found = []
        for row in rows:
            instance = self.model.from_db(self.alias, self.names, row[: self.own])
            for related in self.related:
                related.populate(row, instance)
            found.append(instance)
        return found


class Prepared:
    """A question with the statements it became, one for each database and number of keys."""

    def __init__(self, question: Callable[..., QuerySet]):
        update_wrapper(self, question)
        self.question = question
        self.asked: QuerySet | None = None
        self.statements: dict[tuple, Statement] = {}

    def __call__(self, *arguments) -> list:
        """The answer as a list; whoever asks for no key gets nothing, and nobody is asked."""
        places = tuple(_places_of(each) for each in arguments)
        if 0 in places:
            return []
        # Which database is asked, the router says anew each time
        alias = None if self.asked is None else self.asked.db
        statement = self.statements.get((alias, places))
        if statement is None:
            self.asked = asked = self.question(*_stand_ins(places))
            statement = self.statements[asked.db, places] = Statement(asked)
        return statement.ask(arguments)

    def first(self, *arguments):
        """The first of the answer, or nothing."""
        return next(iter(self(*arguments)), None)


prepared = Prepared


def _places_of(argument) -> int | None:
    return -(-len(argument) // STEP) * STEP if isinstance(argument, Keys) else None


def _stand_ins(places: tuple) -> list:
    return [
        Placeholder(number)
        if count is None
        else [Placeholder(number, place) for place in range(count)]
        for number, count in enumerate(places)
    ]


def _filled(param, arguments: tuple, connection):
    if not isinstance(param, Placeholder):
        return param
    value = param.fill(arguments)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
