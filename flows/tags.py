"""The frameworks that every question is tagged to, so that reports can be cut by any of them.

The names of the tags are ours; `docs/frameworks.md` says where each framework is described.
"""

from pydantic import BaseModel, ConfigDict, Field, model_validator

PERMA = (
    "positive_emotion",
    "engagement",
    "relationships",
    "meaning",
    "accomplishment",
    "health",
)
"""The parts of PERMA, and health beside them."""

ECM = ("healthy", "safe", "enjoy_achieve", "contribute", "economic")
"""The outcomes of Every Child Matters."""

ESTYN = (
    "health_wellbeing",
    "safe_respected",
    "attitudes_learning",
    "voice_participation",
    "behaviour_attendance",
    "support_guidance",
)
"""What Estyn looks at in well-being, in areas of our own naming."""

WSA = (
    "understanding_needs",
    "relationships",
    "help_support",
    "workforce",
    "involvement",
    "curriculum",
    "environment",
)
"""The domains of the whole-school approach to emotional and mental well-being."""

UNCRC = tuple(str(article) for article in range(1, 43))
"""The articles of the United Nations Convention on the Rights of the Child that name rights."""

FRAMEWORKS = {"perma": PERMA, "ecm": ECM, "estyn": ESTYN, "wsa": WSA, "uncrc": UNCRC}

REQUIRED = ("perma", "ecm", "estyn", "wsa")
"""Those in which every question has a place; an article of the Convention where it fits."""


class Tags(BaseModel):
    """The places of a pack, or of one question, in each framework."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    perma: tuple[str, ...] = Field(default=())
    ecm: tuple[str, ...] = Field(default=())
    estyn: tuple[str, ...] = Field(default=())
    wsa: tuple[str, ...] = Field(default=())
    uncrc: tuple[str, ...] = Field(default=())

    @model_validator(mode="before")
    @classmethod
    def _as_text(cls, given: object) -> object:
        """An article is written as a number and kept as text, like every other tag."""
        if not isinstance(given, dict):
            return given
        return {
            name: [str(each) for each in tags] if isinstance(tags, list) else tags
            for name, tags in given.items()
        }

    @model_validator(mode="after")
    def _known(self) -> "Tags":
        for name, known in FRAMEWORKS.items():
            for tag in getattr(self, name):
                if tag not in known:
                    raise ValueError(f"{tag!r} is no tag of {name}: use one of {', '.join(known)}")
        return self

    def over(self, general: "Tags") -> "Tags":
        """These tags, and in frameworks where they say nothing those of the whole pack."""
        return Tags(
            perma=self.perma or general.perma,
            ecm=self.ecm or general.ecm,
            estyn=self.estyn or general.estyn,
            wsa=self.wsa or general.wsa,
            uncrc=self.uncrc or general.uncrc,
        )
