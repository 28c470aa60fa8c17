"""Build time: what names stand for after an `if` whose branches set them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aryz.documents.names import Markup, Names
from aryz.plan import types as t


def merged(after: list[tuple[Any, Names]], before: Names) -> Names:
    """The names after a branch: what each branch set, chosen by its condition. The last has no condition."""
    names = before
    keys = dict.fromkeys(key for _, known in after for key in [*known.scope.bound, *known.markup])
    for key in keys:
        expressions = [known.scope.bound.get(key) for _, known in after]
        markups = [known.markup.get(key) for _, known in after]
        if expressions == [before.scope.bound.get(key)] * len(after) and markups == [before.markup.get(key)] * len(
            after
        ):
            continue
        made = _chosen(key, after, expressions, markups, names)
        names = made if made is not None else _partly(key, names)
    macros = {key: macro for _, known in after for key, macro in known.macros.items()}
    return replace(names, macros={**macros, **before.macros})


def _chosen(key: str, after: list[tuple[Any, Names]], expressions: list[Any], markups: list[Any], names: Names) -> Any:
    conditions = [condition for condition, _ in after]
    if all(expressions):
        node, type_ = expressions[-1]
        for condition, (value, other) in zip(conditions[-2::-1], expressions[-2::-1], strict=True):
            if not (t.fits(other, type_) or t.fits(type_, other)):
                return None
            node, type_ = ["if", condition, value, node], type_ if other.kind == "empty" else other
        return names.with_bound(key, node, type_) if "." not in key else None
    if all(markups) and len({markup.level for markup in markups}) == 1:
        pairs = [[c, m.body] for c, m in zip(conditions[:-1], markups[:-1], strict=True)]
        return names.with_markup(key, Markup(markups[0].level, [["if", pairs, markups[-1].body]]))
    return None


def _partly(key: str, names: Names) -> Names:
    bound = {k: v for k, v in names.scope.bound.items() if k != key}
    markup = {k: v for k, v in names.markup.items() if k != key}
    mend = f"Set «{key}» before the «if», or in every branch, each time to the same kind of value."
    scope = replace(names.scope, bound=bound)
    return replace(names, scope=scope, markup=markup, partial={**names.partial, key: mend})
