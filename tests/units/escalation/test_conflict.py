"""Whom a text is about: names and descriptions count, words that only look like them do not.

All people are invented.
"""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import ContactId
from domain.people import Role
from escalation.about_names import about_names, ordinary
from escalation.conflict import Named, concerned
from escalation.mutation import forms


def _named(who: str, name: str, *roles: Role, known_as: tuple[str, ...] = ()) -> Named:
    return Named(contact_id=ContactId(who), name=name, roles=frozenset(roles), known_as=known_as)


CARYS = _named("carys", "Mrs Carys Jones", Role.DSP, known_as=("Miss J", "Tiger"))
DAFYDD = _named("dafydd", "Mr Dafydd Bevan", Role.HEAD)
GWEN = _named(
    "gwen", "Gwen Price", Role.DEPUTY, known_as=("Head of Year 9", "Pennaeth Blwyddyn 9")
)
IWAN = _named("iwan", "Iwan ap Rhisiart", Role.PASTORAL)
DESK = (CARYS, DAFYDD, GWEN, IWAN)

ROBERTS = _named("roberts", "Dr Michael Roberts")
LLOYD = _named("lloyd", "Lloyd-Davies, Catrin")
THOMAS = _named("thomas", "Mr Thomas")
NEIL = _named("neil", "Ms Aoife O'Neil")
MAC = _named("mac", "Fiona McAllan BA")
BRYNLAS = _named("brynlas", "Huw MacBrynlas")
MAY = _named("may", "Mrs May")
BELL = _named("bell", "Miss Nia Bell")
LONG = _named("long", "Mr Long")
GRIFFITHS = _named("griffiths", "Y Parch. Huw Griffiths")
OTHERS = (ROBERTS, LLOYD, THOMAS, NEIL, MAC, BRYNLAS, MAY, BELL, LONG, GRIFFITHS)


def _who(text: str, people: tuple[Named, ...] = DESK) -> str:
    return " ".join(sorted(concerned(text, people)))


NAMED = [
    ("mrs jones hit me", "carys", "title and surname"),
    ("Mrs. Jones hit me", "carys", "a stop behind the title"),
    ("MRS JONES HIT ME", "carys", "capitals"),
    ("mrs jones's class is scary", "carys", "possessive"),
    ("mrs joneses class is scary", "carys", "possessive by ear"),
    ("mrs jones’ room", "carys", "a typographic apostrophe"),
    ("miss jones touched me", "carys", "another title"),
    ("ms jones", "carys", "another title"),
    ("mr jones", "carys", "a title that may be wrong, or somebody of the family"),
    ("musus jones", "carys", "a Welsh title by ear"),
    ("misus jones yn gas", "carys", "a Welsh title by ear"),
    ("athrawes jones", "carys", "teacher as a title"),
    ("yr athrawes, Mrs Jones", "carys", "teacher beside the name"),
    ("jones hit me", "carys", "surname alone"),
    ("im scared of jones", "carys", "surname alone at the end"),
    ("gan Jones ges i", "carys", "surname alone in Welsh"),
    ("jonesy hit me", "carys", "a nickname made of the surname"),
    ("carys jones", "carys", "full name"),
    ("Carys Ann Jones", "carys", "full name with a middle name"),
    ("Jones, Carys", "carys", "the other way round"),
    ("jones carys", "carys", "the other way round"),
    ("C. Jones", "carys", "initial"),
    ("c jones", "carys", "initial, small"),
    ("carys\njones", "carys", "two lines"),
    ("ffion\njones", "carys", "two names on two lines"),
    ("mrs      jones", "carys", "many blanks"),
    ("mrs" + " " * 99 + "jones", "carys", "very many blanks"),
    ("ffion " + "jones " * 3000, "carys", "too far from the first name to be hers"),
    ("mrsjones2010", "carys", "the name of an account"),
    ("follow jones99", "carys", "the name of an account"),
    ("cjones blocked me", "carys", "as an address"),
    ("miss carys", "carys", "title and first name"),
    ("Mrs Carys yn gweiddi", "carys", "title and first name"),
    ("gan Garys Jones", "carys", "soft mutation"),
    ("fy Ngharys Jones", "carys", "nasal mutation"),
    ("a Charys Jones", "carys", "aspirate mutation"),
    ("mrs j o n e s", "carys", "spaced letters"),
    ("m r s j o n e s", "carys", "all letters spaced"),
    ("mrsjones did it", "carys", "in one word"),
    ("carysjones", "carys", "in one word"),
    ("Mrs J0n3s", "carys", "digits"),
    ("mrs j*nes", "carys", "a star"),
    ("mrs j***s", "carys", "mostly stars behind a title"),
    ("m.r.s j.o.n.e.s", "carys", "dots"),
    ("mrs_jones", "carys", "a line below"),
    ("mrs jonees", "carys", "a held key"),
    ("mrs jons", "carys", "misspelt behind a title"),
    ("mrs jo\u200bnes", "carys", "a sign that cannot be seen"),
    ("mrs jоnes", "carys", "a Cyrillic letter"),
    ("𝓶𝓻𝓼 𝓳𝓸𝓷𝓮𝓼", "carys", "drawn letters"),
    ("ffion, jones and me", "carys", "a comma between"),
    ("i told ffion. jones hit me", "carys", "a sentence between"),
    ("i miss jones", "carys", "a verb, but the surname stands alone"),
    ("miss j touched me", "carys", "a further name"),
    ("Miss J.", "carys", "a further name with a stop"),
    ("mrs j", "carys", "a further name with another title"),
    ("missj", "carys", "a further name in one word"),
    ("everyone calls her tiger", "carys", "a further name"),
    ("mr bevan", "dafydd", "title and surname"),
    ("syr bevan", "dafydd", "a Welsh title"),
    ("Mistar Bevan", "dafydd", "a Welsh title"),
    ("gan Mr Bevan ges i o", "dafydd", "in Welsh, south and north"),
    ("mae Mr Bevan 'di brifo fi", "dafydd", "Welsh of the north"),
    ("ma Mr Bevan wedi bwrw fi", "dafydd", "Welsh of the south"),
    ("nath bevan weiddi arna fi", "dafydd", "surname alone in Welsh"),
    ("i Ddafydd Bevan", "dafydd", "soft mutation"),
    ("gan Fevan", "dafydd", "soft mutation of the surname"),
    ("dai bevan", "dafydd", "a short form"),
    ("david bevan", "dafydd", "an English form"),
    ("mr befan", "dafydd", "misspelt"),
    ("mr b3van", "dafydd", "a digit"),
    ("Mr D Bevan", "dafydd", "an initial between"),
    ("mr f bevan", "dafydd", "another initial is not trusted to tell another person"),
    ("mr dafydd", "dafydd", "title and first name"),
    ("bevans a creep", "dafydd", "possessive without its sign"),
    ("gwen price", "gwen", "full name of words"),
    ("gwen\nprice", "gwen", "two lines"),
    ("Miss Price", "gwen", "title and a surname that is a word"),
    ("mrs pryce", "gwen", "the other spelling"),
    ("i hate Price so much", "gwen", "a capital inside a sentence"),
    ("and Price hit me", "gwen", "a capital inside a sentence"),
    ("price keeps touching me", "gwen", "what only people do"),
    ("Price is always shouting at me", "gwen", "what only people do"),
    ("dwedodd price wrtha i", "gwen", "the verb before it, in Welsh"),
    ("PRICE IS A CREEP", "gwen", "what only people are"),
    ("i told my head of year", "gwen", "a year that goes without saying"),
    ("pennaeth y flwyddyn", "gwen", "a year that goes without saying"),
    ("gan y pennaeth blwyddyn", "gwen", "a year that goes without saying"),
    ("head of year 9 hit me", "gwen", "a further name"),
    ("the head of yr 9", "gwen", "a year, shorter"),
    ("head of y9", "gwen", "a year in one word"),
    ("head of year nine", "gwen", "a year in letters"),
    ("gan bennaeth blwyddyn 9", "gwen", "a further name, mutated"),
    ("pennaeth bl 9", "gwen", "a year, shorter, in Welsh"),
    ("pennaeth blwyddyn naw", "gwen", "a year in letters"),
    ("iwan ap rhisiart", "iwan", "a patronymic"),
    ("Mr ap Rhisiart", "iwan", "a title and a patronymic"),
    ("mr rhisiart", "iwan", "without its little word"),
    ("aprhisiart", "iwan", "in one word"),
    ("rhisiart hit me", "iwan", "surname alone"),
    ("mrs jones and mr bevan", "carys dafydd", "two people"),
    ("Mae Miss Jones yn shouting at me every day", "carys", "both languages"),
]

SPARED = [
    ("ffion jones hit me", "another first name"),
    ("Ffion Jones hit me", "another first name"),
    ("mae Ffion Jones wedi taro fi", "another first name in Welsh"),
    ("gan Gatrin Jones", "another first name, mutated"),
    ("f f i o n jones", "another first name, disguised"),
    ("mr evan jones", "another first name behind a title"),
    ("tom jones on the radio", "a singer"),
    ("sion ap rhisiart", "another son of Rhisiart"),
    ("mr dafydd evans", "another surname behind the first name"),
    ("carys hit me", "a first name alone"),
    ("dafydd is my brother", "a first name alone"),
    ("i miss carys so much", "a verb before a first name"),
    ("miss, carys is mean to me", "somebody is told of a child"),
    ("ffion jones jones jones", "a surname said again"),
    ("dwi'n miss carys", "an English verb in Welsh"),
    ("mr williams hit me", "somebody else"),
    ("price is too high", "a word"),
    ("the price of chips", "a word"),
    ("Price of a ticket", "a word with which a sentence begins"),
    ("THE PRICE IS TOO HIGH", "capitals everywhere"),
    ("The Price Is Right", "a title of something"),
    ("Half Price Books", "capitals beside it"),
    ("i saw price rises", "a word"),
    ("mr b is nice", "a letter that nobody gave"),
    ("miss told me off", "a title alone"),
    ("sir hit me", "a title alone"),
    ("dwedodd miss wrtha i", "a title alone"),
    ("jon is my friend", "a shorter word"),
    ("j*** is a swear word", "mostly stars, without a title"),
    ("pennaeth blwyddyn 8", "the head of another year"),
    ("head of year 8", "the head of another year"),
    ("head of year seven", "the head of another year"),
    ("", "nothing"),
    ("🙂", "a picture"),
]

OTHERS_NAMED = [
    ("dr roberts", "roberts", "a title"),
    ("mike roberts hit me", "roberts", "a short form"),
    ("michael robarts", "roberts", "misspelt behind the own first name"),
    ("robrets hurt me", "roberts", "two letters in the wrong order"),
    ("griffths scares me", "griffiths", "a letter left out"),
    ("parch griffiths", "griffiths", "a Welsh title"),
    ("Parchedig Griffiths", "griffiths", "a Welsh title in full"),
    ("mrs lloyd-davies", "lloyd", "double-barrelled"),
    ("mrs lloyd davies", "lloyd", "without its hyphen"),
    ("mrs lloyddavies", "lloyd", "in one word"),
    ("mrs davies", "lloyd", "half of it"),
    ("catrin lloyd", "lloyd", "half of it"),
    ("kate davies", "lloyd", "half of it and a short form"),
    ("Gatrin Lloyd-Davies", "lloyd", "mutated"),
    ("thomas hit me", "thomas", "a surname that is a first name too"),
    ("mr tomos", "thomas", "the Welsh spelling"),
    ("ms o'neil", "neil", "an apostrophe"),
    ("ms oneil", "neil", "without it"),
    ("ms o neil", "neil", "in two"),
    ("miss mcallan", "mac", "a little word in the surname"),
    ("miss macallan", "mac", "the other spelling"),
    ("fiona mc allan", "mac", "in two"),
    ("mr macbrynlas", "brynlas", "a little word in the surname"),
    ("mr mcbrynlas", "brynlas", "the other spelling"),
    ("davies lloyd", "lloyd", "the halves the other way round"),
    ("mrs may is horrible", "may", "a title and a word"),
    ("miss bell", "bell", "a title and a word"),
    ("bell told me to shut up", "bell", "what only people do"),
    ("bell is so horrible to me", "bell", "what only people are"),
    ("bells a perv", "bell", "what only people are"),
    ("it was bell who did it", "bell", "what only people do"),
    ("in bells class", "bell", "what only people have"),
    ("i got bell for maths", "bell", "what only people do"),
    ("bell, the pe teacher, hit me", "bell", "a teacher"),
    ("my form tutor bell", "bell", "a teacher"),
    ("i hate bell", "bell", "what is said of people"),
    ("alone with may", "may", "what is said of people"),
    ("may kept shouting at us", "may", "a verb where a sentence begins"),
    ("nath bell fwrw fi", "bell", "Welsh of the south"),
    ("ma bell yn gas i fi", "bell", "Welsh of the north"),
    ("long locks us in", "long", "what only people do"),
    ("i told Bell yesterday", "bell", "a capital inside a sentence"),
    ("gofynnodd miss nia", "bell", "a title and a first name"),
    ("teacher May shouted", "may", "a noun as a title, and a capital"),
    ("mr long locked the door", "long", "a title and a word"),
    ("Mr. Long", "long", "a title and a word"),
]

OTHERS_SPARED = [
    ("thomas evans hit me", "a first name and another surname"),
    ("they may hit me", "a verb"),
    ("he may make me go", "a verb"),
    ("miss i may be late", "a verb"),
    ("the long lesson", "a word"),
    ("the teacher may hit me", "a verb"),
    ("You may hit me again", "a verb"),
    ("may i go now", "a verb"),
    ("in May we went to the sea", "a month"),
    ("on 3 May it started", "a month with a number"),
    ("the bell rang", "a word"),
    ("Bell rang", "a word with which a sentence begins"),
    ("miss fell off her chair", "no mutation of bell"),
    ("sir fell over", "no mutation of bell"),
    ("a long long time ago", "a word"),
    ("long days and long nights", "a word"),
    ("HOW LONG", "capitals everywhere"),
    ("robert hit me", "a first name near the surname"),
    ("st davids day", "a word near the surname"),
    ("daves got a new bike", "a first name with an s"),
]

DESCRIBED = [
    ("the head hit me", "dafydd", "head as a person"),
    ("the heads office", "dafydd", "an apostrophe left out"),
    ("in the head's office he shut the door", "dafydd", "the head's"),
    ("i went to the head and he laughed", "dafydd", "to the head"),
    ("mae'r head yn gas", "dafydd", "both languages"),
    ("our head is a bully", "dafydd", "our head"),
    ("the headteacher hit me", "dafydd", "headteacher"),
    ("Head Teacher", "dafydd", "two words"),
    ("head-teacher", "dafydd", "a hyphen"),
    ("hedteacher", "dafydd", "misspelt"),
    ("h3adteacher", "dafydd", "a digit"),
    ("h e a d t e a c h e r", "dafydd", "spaced letters"),
    ("the head techer", "dafydd", "misspelt"),
    ("ma'r hed yn gas", "dafydd", "misspelt, in both languages"),
    ("my headmaster", "dafydd", "headmaster"),
    ("the headmistress", "dafydd", "headmistress"),
    ("the principal touched me", "dafydd", "principal"),
    ("head of the school", "dafydd", "head of the school"),
    ("y pennaeth", "dafydd", "pennaeth"),
    ("gan y bennaeth", "dafydd", "a woman, mutated"),
    ("ein pennaeth ni", "dafydd", "ours"),
    ("fy mhennaeth", "dafydd", "nasal"),
    ("a phennaeth yr ysgol", "dafydd", "aspirate"),
    ("y pennath", "dafydd", "misspelt"),
    ("penaeth yn gas", "dafydd", "misspelt"),
    ("y prifathro", "dafydd", "prifathro"),
    ("y brifathrawes", "dafydd", "a woman, mutated"),
    ("i brifathro'r ysgol", "dafydd", "mutated"),
    ("a phrifathro", "dafydd", "aspirate"),
    ("nath y prifathro afael yndda i", "dafydd", "Welsh of the north"),
    ("wedodd y prifathro wrtho fi", "dafydd", "Welsh of the south"),
    ("can i see. the head hit me", "dafydd", "a sentence between"),
    ("head\nteacher", "dafydd", "two lines"),
    ("i don't want to talk to the head", "dafydd", "a wish not to"),
    ("the safeguarding lead touched me", "carys gwen", "lead"),
    ("the safeguarding officer is his wife", "carys gwen", "officer"),
    ("the safe guarding lady hit me", "carys gwen", "two words"),
    ("the safegarding teacher", "carys gwen", "misspelt"),
    ("the dsp did nothing", "carys gwen", "letters"),
    ("the D.S.L. did nothing", "carys gwen", "letters with stops"),
    ("child protection officer", "carys gwen", "child protection"),
    ("deputy safeguarding lead", "carys gwen", "deputy"),
    ("designated safeguarding person", "carys gwen", "the title"),
    ("the teacher in charge of safeguarding", "carys gwen", "a description"),
    ("y person diogelu", "carys gwen", "person diogelu"),
    ("gan y swyddog diogelu", "carys gwen", "swyddog diogelu"),
    ("Person Diogelu Dynodedig", "carys gwen", "the title"),
    ("y dirprwy berson diogelu dynodedig", "carys gwen", "deputy"),
    ("swyddog amddiffyn plant", "carys gwen", "child protection"),
    ("yr athrawes ddiogelu", "carys gwen", "mutated"),
    ("ddim isio siarad efo'r person diogelu", "carys gwen", "a wish not to"),
    ("i dont want to see the safeguarding lady", "carys gwen", "a wish not to"),
    ("the wellbeing lead hit me", "iwan", "pastoral"),
    ("y pennaeth bugeiliol", "iwan", "pastoral, in Welsh"),
    ("whoever reads this touched me", "carys dafydd gwen iwan", "the reader as the one who did"),
    ("the teacher who reads this hit me", "carys dafydd gwen iwan", "the same"),
    ("the person reading this is the one who hurt me", "carys dafydd gwen iwan", "the same"),
    ("whoever is reading this hits me", "carys dafydd gwen iwan", "the same"),
    ("it was the teacher who reads these", "carys dafydd gwen iwan", "the same"),
    ("im scared of whoever reads this", "carys dafydd gwen iwan", "the same"),
    ("yr athro sy'n darllen hwn nath frifo fi", "carys dafydd gwen iwan", "the same in Welsh"),
    ("pwy bynnag sy'n darllen hwn sy'n bwrw fi", "carys dafydd gwen iwan", "the same in Welsh"),
]

NOT_DESCRIBED = [
    ("my head hurts", "a part of the body"),
    ("mae pen fi'n brifo", "a part of the body in Welsh"),
    ("pen tost 'da fi", "Welsh of the south"),
    ("he hit me on the head", "a part of the body"),
    ("kicked me in the head", "a part of the body"),
    ("a kick to the head", "a blow to it"),
    ("the back of the head", "a side of it"),
    ("the head injury was bad", "an injury"),
    ("it went over my head", "a saying"),
    ("dont let it go to your head", "a saying"),
    ("head of year 7 was nice", "of another year"),
    ("the head of maths", "of a subject"),
    ("the head girl is mean", "a pupil"),
    ("the head chef", "a cook"),
    ("headphones", "a thing"),
    ("head lice again", "a thing"),
    ("heads or tails", "a game"),
    ("he shook his head", "a part of the body"),
    ("deputy head hit me", "deputy head only where it was given"),
    ("the assistant headteacher", "an assistant"),
    ("dirprwy bennaeth", "deputy head in Welsh"),
    ("y dirprwy brifathro", "deputy head in Welsh"),
    ("pennaeth mathemateg", "of a subject"),
    ("pennaeth adran", "of a department"),
    ("the principal boy in the panto", "a part in a play"),
    ("Penarth beach", "a place"),
    ("vice principal", "a deputy"),
    ("diogelu data", "data protection"),
    ("swyddog diogelu data", "data protection"),
    ("the safeguarding poster", "a thing"),
    ("safeguarding week", "a thing"),
    ("every teacher hates me", "all teachers, which is hardly ever meant of each"),
    ("all the staff are horrible", "all staff"),
    ("pawb o'r staff yn gas", "all staff in Welsh"),
    ("the adults who read this", "readers, with no deed"),
    ("whoever reads this please help me", "how children begin"),
    ("whoever reads this, dad hit me", "a deed of somebody else"),
    ("is whoever reads this a real person", "a question"),
    ("whoever reads this is really really also just always hit me", "too far from the deed"),
    ("is the person who reads this going to tell mam", "a question"),
    ("pwy bynnag sy'n darllen hwn, helpwch fi", "how children begin, in Welsh"),
    ("can i see the safeguarding lady", "a child asks for them"),
    ("i want to talk to the safeguarding lead", "a child asks for them"),
    ("id like to speak to the head please", "a child asks for them"),
    ("who is the safeguarding teacher", "a child asks for them"),
    ("ga i siarad efo'r person diogelu", "Welsh of the north"),
    ("fi'n moyn siarad gyda'r swyddog diogelu", "Welsh of the south"),
    ("dwi isio siarad efo'r pennaeth", "a child asks for them"),
]


@pytest.mark.parametrize(("text", "who", "why"), [*NAMED, *DESCRIBED], ids=lambda one: one[:40])
def test_a_text_that_names_or_describes_somebody_concerns_them(text, who, why):
    assert _who(text) == who, why


@pytest.mark.parametrize(("text", "who", "why"), OTHERS_NAMED, ids=lambda one: one[:40])
def test_names_of_all_kinds_are_found(text, who, why):
    assert _who(text, OTHERS) == who, why


@pytest.mark.parametrize(("text", "why"), [*SPARED, *NOT_DESCRIBED], ids=lambda one: one[:40])
def test_words_that_only_look_like_a_name_concern_nobody(text, why):
    assert _who(text) == "", why


@pytest.mark.parametrize(("text", "why"), OTHERS_SPARED, ids=lambda one: one[:40])
def test_names_of_all_kinds_are_not_found_in_mere_words(text, why):
    assert _who(text, OTHERS) == "", why


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("the deputy head hit me", "x"),
        ("y dirprwy bennaeth", "x"),
        ("gan ddirprwy bennaeth", "x"),
        ("the head hit me", ""),
        ("mr x hit me", ""),
    ],
)
def test_the_office_may_say_what_else_somebody_is_called(text, who):
    deputy = _named(
        "x", "Mrs Nest Elfed", Role.DEPUTY, known_as=("Deputy head", "Dirprwy bennaeth")
    )
    assert _who(text, (deputy,)) == who


@pytest.mark.parametrize(
    "name",
    ["Mrs Carys Jones", "JONES, Carys", "Jones, Mrs Carys", "Carys Jones BA",
     "Carys Jones (Cynradd)", "  carys   jones ", "Mrs. Jones", "C. Jones",
     "Mrs C Jones", "Carys Ann Jones"],
)  # fmt: skip
def test_the_office_gives_a_name_as_it_likes(name):
    one = (_named("x", name),)
    assert _who("mrs jones hit me", one) == "x"
    assert _who("carys jones hit me", one) == "x"
    assert _who("mrs bevan hit me", one) == ""


def test_where_no_first_name_is_known_any_may_be_theirs():
    assert _who("ffion jones hit me", (_named("x", "Mrs Jones"),)) == "x"


@pytest.mark.parametrize(
    "name", ["", " ", "Mrs", "...", "🙂", "a", "J", "ap", "(x)", ",", "O'", "-"]
)
def test_a_name_that_is_none_concerns_nobody_it_should_not(name):
    assert _who("i went home a bit late, o wel, j", (_named("x", name),)) == ""


def test_nobody_is_concerned_where_there_is_nobody():
    assert concerned("mrs jones hit me", ()) == frozenset()


def test_both_of_one_surname_are_concerned():
    twins = (_named("x", "Mrs Carys Jones"), _named("y", "Mr Huw Jones"))
    assert _who("jones hit me", twins) == "x y"
    assert _who("huw jones hit me", twins) == "y"


def test_the_local_authority_is_never_described():
    described = {role for one in about_names().roles for role in one.roles}
    assert described == {Role.HEAD, Role.DSP, Role.DEPUTY, Role.PASTORAL}


def test_every_list_says_why_it_is_there():
    assert all(one.why for one in about_names().roles)
    twice = about_names().first_names & about_names().first_names_that_are_words
    assert twice == {"carol", "twm"}
    assert "price" in ordinary()
    assert "jones" not in ordinary()


PADDING = st.sampled_from(
    [
        "i feel sad",
        "dwi'n drist",
        "",
        "help!",
        "in school today",
        "ddoe yn yr ysgol",
        "...",
        "🙂",
        "\n",
    ]
)
FULL_NAMES = [
    ("Carys", "Jones", "carys"),
    ("Dafydd", "Bevan", "dafydd"),
    ("Gwen", "Price", "gwen"),
    ("Iwan", "Rhisiart", "iwan"),
]
_DIGITS = str.maketrans("aeio", "4310")
DISGUISES = [
    str,
    str.upper,
    str.lower,
    str.title,
    lambda name: name.replace("a", "á").replace("e", "ê"),
    lambda name: "\u200b".join(name),
    lambda name: name.translate(_DIGITS),
    lambda name: name.replace(" ", "\n"),
    lambda name: name.replace(" ", "  "),
    lambda name: name.replace(" ", "."),
    lambda name: name.replace(" ", "_"),
    lambda name: name.replace(" ", ""),
    lambda name: ".".join(name.replace(" ", "")),
    lambda name: " ".join(name.replace(" ", "")),
    lambda name: name.replace("a", "а").replace("e", "е"),
    lambda name: name + "'s",
    lambda name: name + "s",
]


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(FULL_NAMES),
    data=st.data(),
    before=PADDING,
    after=PADDING,
    disguise=st.sampled_from(DISGUISES),
)
def test_a_full_name_in_any_form_concerns(name, data, before, after, disguise):
    first, surname, who = name
    mutated = data.draw(st.sampled_from(sorted(forms(first.casefold()))))
    text = f"{before} {disguise(f'{mutated} {surname}')} {after}"
    assert who in concerned(text, DESK)


@settings(max_examples=300, deadline=None)
@given(
    text=st.sampled_from([text for text, _, _ in NAMED]),
    before=st.lists(PADDING, max_size=3),
    after=st.lists(PADDING, max_size=3),
)
def test_more_sentences_never_take_a_name_away(text, before, after):
    alone = concerned(text, DESK)
    assert alone <= concerned(". ".join([*before, text, *after]), DESK)


WORDS = "mrs jones price head the of j.o*n'e s whoever reads this hit me miss bevan"
WILD = st.one_of(
    st.text(alphabet=st.characters(), max_size=120),
    st.lists(
        st.sampled_from(WORDS.split()),
        max_size=40,
    ).map(" ".join),
    st.text(alphabet="jones mr.*'-_1,\n\u0301\ud800🙂", max_size=80),
)


@settings(max_examples=300, deadline=None)
@given(text=WILD)
def test_no_text_makes_it_raise_and_the_answer_repeats_itself(text):
    assert concerned(text, DESK) == concerned(text, list(reversed(DESK)))


@settings(max_examples=150, deadline=None)
@given(name=WILD, known_as=st.lists(WILD, max_size=3), text=WILD)
def test_no_name_makes_it_raise(name, known_as, text):
    odd = _named("x", name, Role.HEAD, known_as=tuple(known_as))
    assert concerned(text, (odd,)) <= {"x"}


@pytest.mark.parametrize(
    "text",
    ["jones ", "ffion jones jones jones jones ",
      "price ", "mrs" + " " * 1000 + "! jones ",
     "j ", "j o n e s ", "m.r.j.o.n.e.s", "*", "j*", "c jones, ",
     "the head of ",
     "whoever reads this ", "lloyd davies ", "carys ffion ", "can i please see the ", "a'", "mr ",
     "9 year head of "],
)  # fmt: skip
def test_the_work_grows_with_the_text_and_no_faster(text):
    concerned(text, DESK)
    short, long = text * (4_000 // len(text)), text * (32_000 // len(text))
    assert work(long) < 12 * work(short)


def work(text):
    """The calls made, in Python and in C, while a text is looked through."""
    calls = 0

    def count(_frame, event, _what):
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        concerned(text, DESK)
    finally:
        sys.setprofile(before)
    return calls
