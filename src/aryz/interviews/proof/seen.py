"""What walks through an interview showed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aryz.interviews.proof.conditions import Spot

Answers = dict[str, Any]


@dataclass
class Seen:
    """`spots` are the interview's conditions, `held` by number what each of them was, `proved` those of which the rest
    was proved impossible. Pairs of answers: `pairs` were tried together, `excluded` can never meet, `unmet` were aimed
    at in vain, `untried` were left when the walk was cut. `holes`: (paper or outcome, language, path) → answers.
    """

    spots: list[Spot] = field(default_factory=list)
    held: dict[int, set[bool]] = field(default_factory=dict)
    proved: set[int] = field(default_factory=set)
    turns: int = 0
    ended: int = 0
    pairs: int = 0
    excluded: int = 0
    unmet: int = 0
    untried: int = 0
    asked: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)  # questions, papers and outcomes that are proved to be out of reach
    holes: dict[tuple[str, str, str], Answers] = field(default_factory=dict)
    twice: dict[tuple[str, str], Answers] = field(default_factory=dict)
    stuck: dict[str, Answers] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every pair of answers was tried, or cannot be."""
        return not self.unmet and not self.untried

    @property
    def all_pairs(self) -> int:
        return self.pairs + self.excluded + self.unmet + self.untried
