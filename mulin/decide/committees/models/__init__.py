"""The nouns of the bodies of a street."""

from mulin.decide.committees.models.terms import BodyPaper, Member, Term, Willing

__all__ = ["BodyPaper", "Member", "Term", "Willing"]
