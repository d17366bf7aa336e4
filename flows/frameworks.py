"""What each framework and each of its tags means, in a line, for the page of coverage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework as the page tells of it: its name, where it is described, and its tags."""

    name: str
    source: str
    tags: dict[str, str]


PERMA = Framework(
    "PERMA, and health",
    "Five parts of a life that goes well, described by Martin Seligman in *Flourish* (2011). "
    "Health is added beside them, as many who work with the model do.",
    {
        "positive_emotion": "feeling good: joy, calm, hope, being content",
        "engagement": "being absorbed in what one does",
        "relationships": "being liked, cared for and supported",
        "meaning": "belonging to something, and mattering to it",
        "accomplishment": "getting better at something, and finishing it",
        "health": "sleep, food, movement, feeling well",
    },
)

ECM = Framework(
    "Every Child Matters",
    "The five outcomes of the green paper of 2003 (Cm 5860), still used as headings in schools.",
    {
        "healthy": "being healthy, in body and mind",
        "safe": "staying safe from harm, bullying and neglect",
        "enjoy_achieve": "enjoying and achieving, in learning and in play",
        "contribute": "having a part in decisions, and giving to others",
        "economic": "having what one needs, and prospects for later",
    },
)

ESTYN = Framework(
    "Estyn: well-being",
    "What inspectors in Wales look at around well-being, care and support, in areas of our own "
    "naming. Estyn's inspection guidance says what is inspected at present.",
    {
        "health_wellbeing": "physical and emotional health, and knowing how to look after them",
        "safe_respected": "feeling safe, respected and fairly treated",
        "attitudes_learning": "interest, confidence and keeping on in learning",
        "voice_participation": "being heard, and having an influence on school life",
        "behaviour_attendance": "behaviour, attendance, and what stands in their way",
        "support_guidance": "help, guidance, and an adult to go to",
    },
)

WSA = Framework(
    "The whole-school approach",
    "The Welsh Government's framework on embedding a whole-school approach to emotional and "
    "mental well-being (2021), in domains of our own naming.",
    {
        "understanding_needs": "knowing how learners are, and what they need",
        "relationships": "how learners and adults get on with each other",
        "help_support": "finding help early, in school and outside it",
        "workforce": "adults who are well themselves, and know how to help",
        "involvement": "learners and families who have a say",
        "curriculum": "learning about well-being, and well-being in learning",
        "environment": "places and times of the school day that do one good",
    },
)

UNCRC = Framework(
    "The Convention on the Rights of the Child",
    "The articles of the United Nations Convention (1989) that name rights, each in a few words "
    "of our own. An article is named where a question fits it; not every question has one.",
    {
        "1": "who is a child: everyone under 18",
        "2": "no child is treated worse than another",
        "3": "what is best for the child comes first",
        "4": "governments make rights real",
        "5": "families guide children as they grow",
        "6": "life, survival and development",
        "7": "a name, a nationality, and parents",
        "8": "keeping one's identity",
        "9": "not being parted from parents without need",
        "10": "keeping in touch with parents in other countries",
        "11": "not being taken abroad unlawfully",
        "12": "being heard in what concerns one",
        "13": "finding things out and saying them",
        "14": "thought, conscience and religion",
        "15": "meeting others and joining groups",
        "16": "private life, home and letters",
        "17": "trustworthy information and media",
        "18": "parents share the raising, with help",
        "19": "protection from violence and neglect",
        "20": "care for a child who cannot live at home",
        "21": "safe adoption",
        "22": "help for refugee children",
        "23": "a full life with a disability",
        "24": "health, clean water and good food",
        "25": "care away from home is looked at regularly",
        "26": "help from the state where money is short",
        "27": "a standard of living that is good enough",
        "28": "going to school, and fair discipline there",
        "29": "education that develops all of the child",
        "30": "one's own language, culture and religion",
        "31": "rest, play, culture and the arts",
        "32": "protection from harmful work",
        "33": "protection from drugs",
        "34": "protection from sexual abuse",
        "35": "protection from being sold or carried off",
        "36": "protection from any other exploitation",
        "37": "no cruel punishment, no unlawful imprisonment",
        "38": "protection in war",
        "39": "recovery after harm",
        "40": "fairness before the law",
        "41": "the law that protects better is the one that counts",
        "42": "everyone should know these rights",
    },
)

DESCRIBED = {"perma": PERMA, "ecm": ECM, "estyn": ESTYN, "wsa": WSA, "uncrc": UNCRC}
"""By the name that tags have in packs."""
