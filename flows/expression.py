"""The small language of conditions: `face in ['1', '2'] and band != '7-9'`.

Names are questions of the pack, standing for what was answered (None where nothing was), and
`band`, `language` and `month`. `before.QUESTION` is what the learner answered the last time they
finished this pack. There are comparisons, `in`, `and`, `or`, `not`, brackets, texts and whole
numbers, and nothing else: a condition is read as a tree and never run as code.
"""

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Value = str | int | tuple["Value", ...] | None
Names = Mapping[str, str | int | None]
Test = Callable[[Names], Value | bool]

LONGEST = 200
"""Characters in one condition; more is a sign of two branches."""

ALWAYS = frozenset({"band", "language", "month"})
"""Names that have a value whatever was asked."""

BEFORE = "before"


class NotACondition(ValueError):
    """This is not a condition: say, for example, face in ['1', '2'] or not reason."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that has been read, and the names it looks at.

    `compared` has names with the values they are to be, or not to be; `ordered` the names that are
    to be more or less than something, and `bounds` what stands there instead of a name.
    """

    source: str
    names: frozenset[str]
    compared: tuple[tuple[str, str], ...]
    ordered: tuple[str, ...]
    bounds: tuple[str, ...]
    _test: Test = field(repr=False, compare=False)

    def holds(self, names: Names) -> bool:
        """Whether it is true of these; a name that has no value is None."""
        return bool(self._test(names))


def read_condition(source: str) -> Condition:
    """The condition in a text; NotACondition with what is wrong with it."""
    if len(source) > LONGEST:
        raise NotACondition(f"a condition has at most {LONGEST} characters")
    try:
        with warnings.catch_warnings():  # what Python would say of it is for programmers
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotACondition(f"{source!r} cannot be read as a condition") from error
    reader = _Reader()
    test = reader.read(tree.body)
    return Condition(
        source,
        frozenset(reader.names),
        tuple(reader.compared),
        tuple(reader.ordered),
        tuple(reader.bounds),
        test,
    )


class _Reader:
    """Reads one condition, and remembers its names and what each is compared with."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.compared: list[tuple[str, str]] = []
        self.ordered: list[str] = []
        self.bounds: list[str] = []

    def read(self, node: ast.expr) -> Test:
        match node:
            case ast.BoolOp(op=op, values=values):
                return _both(isinstance(op, ast.And), [self.read(each) for each in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.read(operand)
                return lambda names: not inner(names)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compare(left, op, right)
            case _:
                return self._value(node)

    def _value(self, node: ast.expr) -> Test:
        match node:
            case ast.Constant(value=str() | int() as value) if not isinstance(value, bool):
                return lambda _: value
            case ast.Name() | ast.Attribute():
                name = _name(node)
                self.names.add(name)
                return lambda names: names.get(name)
            case ast.List(elts=elts) | ast.Tuple(elts=elts):
                parts = [self._value(each) for each in elts]
                return lambda names: tuple(_plain(part(names)) for part in parts)
            case _:
                raise NotACondition(
                    f"{ast.unparse(node)!r} has no place in a condition: use names, texts in "
                    "quotes, whole numbers, comparisons, in, and, or, not"
                )

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Test:
        compare = _COMPARE.get(type(op))
        if compare is None:
            raise NotACondition("is has no place in a condition: use ==, or not and the name")
        if isinstance(op, ast.Eq | ast.NotEq | ast.In | ast.NotIn):
            self._remember(left, right)
            self._remember(right, left)
        else:
            self._remember_order(left, right)
        one, other = self._value(left), self._value(right)
        return lambda names: compare(one(names), other(names))

    def _remember(self, name: ast.expr, other: ast.expr) -> None:
        if not isinstance(name, ast.Name | ast.Attribute):
            return
        values = other.elts if isinstance(other, ast.List | ast.Tuple) else [other]
        for value in values:
            if isinstance(value, ast.Constant):
                self.compared.append((_name(name), str(value.value)))

    def _remember_order(self, *sides: ast.expr) -> None:
        for side in sides:
            match side:
                case ast.Name() | ast.Attribute():
                    self.ordered.append(_name(side))
                case ast.Constant(value=value):
                    self.bounds.append(str(value))
                case _:
                    self.bounds.append(ast.unparse(side))


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=base), attr=name) if base == BEFORE:
            return f"{BEFORE}.{name}"
        case _:
            raise NotACondition(f"{ast.unparse(node)!r} is no name: only before has a dot")


def _both(every: bool, tests: list[Test]) -> Test:
    if every:
        return lambda names: all(test(names) for test in tests)
    return lambda names: any(test(names) for test in tests)


def _plain(value: Value | bool) -> Value:
    return int(value) if isinstance(value, bool) else value


def _equal(one: Value | bool, other: Value | bool) -> bool:
    """Whether two are the same, a number in quotes being a number."""
    return one == other or (one is not None and other is not None and str(one) == str(other))


def _among(one: Value | bool, other: Value | bool) -> bool:
    if isinstance(other, tuple):
        return any(_equal(one, each) for each in other)
    if isinstance(other, str):  # one of several that were chosen
        return one is not None and str(one) in [
            each.partition("=")[0] for each in other.split(",")
        ]
    return False


def _number(value: Value | bool) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _ordered(compare: Callable[[int, int], bool]) -> Callable[[Value | bool, Value | bool], bool]:
    """Compare as numbers; what is no number, or was not answered, is neither more nor less."""

    def test(one: Value | bool, other: Value | bool) -> bool:
        left, right = _number(one), _number(other)
        return left is not None and right is not None and compare(left, right)

    return test


_COMPARE: dict[type[ast.cmpop], Callable[[Value | bool, Value | bool], bool]] = {
    ast.Eq: _equal,
    ast.NotEq: lambda one, other: not _equal(one, other),
    ast.In: _among,
    ast.NotIn: lambda one, other: not _among(one, other),
    ast.Lt: _ordered(lambda one, other: one < other),
    ast.LtE: _ordered(lambda one, other: one <= other),
    ast.Gt: _ordered(lambda one, other: one > other),
    ast.GtE: _ordered(lambda one, other: one >= other),
}
