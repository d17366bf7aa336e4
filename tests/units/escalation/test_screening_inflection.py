"""A verb is heard in every form that children say and write."""

import pytest

from escalation.inflection import english, lent, welsh
from escalation.patterns import compile_pattern, spoken

FORMS = [
    (english, "grab", {"grab", "grabs", "grabbed", "grabbing", "grabbin"}),
    (english, "use", {"use", "uses", "used", "using", "usin"}),
    (english, "carry", {"carry", "carries", "carried", "carrying"}),
    (english, "kick", {"kick", "kicks", "kicked", "kicking", "kickin"}),
    (lent, "text", {"texto", "textio", "textiodd"}),
    (lent, "cut", {"cutto", "cuto", "cutio"}),
    (lent, "smoke", {"smoko", "smokio"}),
    (welsh, "taro", {"taro", "tarodd", "tares", "tarith"}),
    (welsh, "cicio", {"cicio", "ciciodd", "cicies"}),
    (welsh, "taflu", {"taflu", "taflodd", "tafles"}),
    (welsh, "lladd", {"lladd", "lladdodd", "lladdith"}),
]


@pytest.mark.parametrize(("rule", "verb", "forms"), FORMS)
def test_a_verb_has_its_forms(rule, verb, forms):
    assert forms <= rule(verb)


@pytest.mark.parametrize(
    "verb", ["hit", "grab", "use", "carry", "go", "see", "box", "taro", "o", "eu"]
)
@pytest.mark.parametrize("rule", [english, lent, welsh])
def test_no_form_is_empty(rule, verb):
    assert all(form.isalpha() for form in rule(verb))


def test_a_star_stands_for_every_form_and_the_rest_of_the_phrase_stays():
    assert ("grabbed", "by") in set(spoken("grab*_by", welsh=False))
    assert ("gafaelodd", "yn") in set(spoken("gafael*_yn", welsh=True))
    assert set(spoken("grab_by", welsh=False)) == {("grab", "by")}


def test_welsh_forms_mutate():
    (route,) = compile_pattern("taflu*", {}, welsh=True).routes
    assert any(("daflodd",) in choice for choice in route[0].choices)
