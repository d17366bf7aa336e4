"""Every example of the safeguarding guide is heard, at its level or above, in both languages."""

import pytest

from domain.verdicts import Level
from escalation.screening import load_screener

TEENAGER = 14

EXAMPLES = {
    ("suicide", "immediate", "en"): [
        "i want to die",
        "kms",
        "gonna unalive myself",
        "everyone would be better off without me",
        "i wont be here tomorrow",
    ],
    ("suicide", "immediate", "cy"): [
        "dwi isio marw",
        "fi moyn marw",
        "dwi ddim isio bod yma ddim mwy",
        "sai moyn byw rhagor",
        "byddai pawb yn well hebdda i",
    ],
    ("self_harm", "urgent", "en"): [
        "i cut myself",
        "i hurt myself on purpose",
        "started sh again",
        "i scratch till it bleeds",
    ],
    ("self_harm", "urgent", "cy"): [
        "dwi'n brifo fy hun",
        "fi'n torri fy hunan",
        "dwi'n niweidio fy hun",
        "nes i grafu nes bod gwaed",
    ],
    ("physical_abuse", "urgent", "en"): [
        "my dad hits me",
        "he grabbed me and left marks",
        "ill get battered if i go home",
        "mum threw something at me",
    ],
    ("physical_abuse", "urgent", "cy"): [
        "mae dad yn taro fi",
        "ma mam yn bwrw fi",
        "mae o'n brifo fi",
        "dwi ofn mynd adra",
        "ges i slap",
    ],
    ("emotional_abuse", "urgent", "en"): [
        "they say im worthless",
        "mum wishes i wasnt born",
        "he screams at me every day",
        "nobody here wants me",
    ],
    ("emotional_abuse", "urgent", "cy"): [
        "maen nhw'n deud bo fi'n dda i ddim",
        "dydy mam ddim isio fi",
        "mae o'n gweiddi arna i bob dydd",
        "ma nhw'n galw fi'n dwp",
    ],
    ("sexual_abuse", "immediate", "en"): [
        "someone touched me and i didnt like it",
        "he makes me do stuff",
        "he said its our secret",
        "he comes in my room at night",
    ],
    ("sexual_abuse", "immediate", "cy"): [
        "wnaeth rhywun gyffwrdd fi",
        "mae o'n gwneud i fi neud pethau",
        "wedodd e bod e'n gyfrinach",
        "mae'n dod i'n stafell i yn y nos",
    ],
    ("neglect", "urgent", "en"): [
        "theres no food at home",
        "im on my own every night",
        "no heating and im freezing",
        "i look after my brothers all the time",
    ],
    ("neglect", "urgent", "cy"): [
        "does dim bwyd adra",
        "sdim bwyd gatre",
        "dwi ar ben fy hun bob nos",
        "fi sy'n edrych ar ôl fy mrawd bach",
    ],
    ("domestic_abuse", "urgent", "en"): [
        "dad hits mum",
        "they fight and i hide",
        "he broke mums phone",
        "we had to run away in the night",
    ],
    ("domestic_abuse", "urgent", "cy"): [
        "mae dad yn taro mam",
        "ma dad yn bwrw mam",
        "maen nhw'n ffraeo a dwi'n cuddio",
        "dwi ofn pan mae o'n dod adra",
    ],
    ("bullying", "watch", "en"): [
        "they wont leave me alone",
        "everyone laughs at me",
        "they push me at break",
        "no one sits with me",
    ],
    ("bullying", "watch", "cy"): [
        "ma nhw'n pigo arna i",
        "mae pawb yn chwerthin am fy mhen i",
        "dwi'n cael fy mwlio",
        "does neb isio chwarae efo fi",
        "sneb moyn chwarae gyda fi",
    ],
    ("online_harm", "urgent", "en"): [
        "a man i dont know keeps messaging me",
        "he wants pics",
        "they said theyll share my photo",
        "someone made a fake of me",
    ],
    ("online_harm", "urgent", "cy"): [
        "mae rhywun dwi ddim yn nabod yn tecstio fi",
        "mae o isio lluniau ohona i",
        "ma nhw'n mynd i rannu llun fi",
        "ma rhywun wedi neud llun ffug ohona i",
    ],
    ("exploitation", "urgent", "en"): [
        "they pay me to carry stuff",
        "i owe them money",
        "an older guy buys me things",
        "i have to take a bag on the train",
    ],
    ("exploitation", "urgent", "cy"): [
        "dwi'n gorfod cario stwff iddyn nhw",
        "dwi mewn dyled iddyn nhw",
        "mae dyn hŷn yn prynu pethau i fi",
        "fi'n gorfod mynd â bag ar y trên",
    ],
    ("honour_based", "immediate", "en"): [
        "theyre taking me abroad to get married",
        "my family will hurt me if they find out",
        "im scared of being cut in the holidays",
    ],
    ("honour_based", "immediate", "cy"): [
        "ma nhw'n mynd â fi dramor i briodi",
        "bydd fy nheulu'n brifo fi os ydyn nhw'n gwybod",
        "dwi ofn be fydd yn digwydd yn yr haf",
    ],
    ("radicalisation", "urgent", "en"): [
        "those people dont deserve to live",
        "my group says we have to fight",
        "i cant talk about the group",
    ],
    ("radicalisation", "urgent", "cy"): [
        "dydyn nhw ddim yn haeddu byw",
        "mae'r grŵp yn deud bod rhaid i ni ymladd",
        "alla i ddim sôn am y grŵp",
    ],
    ("substance", "urgent", "en"): [
        "i took something at the party",
        "i drink every weekend",
        "mum is drunk every night",
    ],
    ("substance", "watch", "en"): [
        "cant stop vaping",
    ],
    ("substance", "urgent", "cy"): [
        "nes i gymryd rhywbeth yn y parti",
        "fi methu stopio yfed",
        "mae mam wedi meddwi bob nos",
    ],
    ("substance", "watch", "cy"): [
        "dwi'n vapio bob dydd",
    ],
    ("missing", "immediate", "en"): [
        "im running away tonight",
        "im not going home",
        "i slept in the park",
        "we dont know where she is",
    ],
    ("missing", "immediate", "cy"): [
        "dwi am redeg i ffwrdd",
        "fi'n mynd i redeg bant",
        "dwi ddim yn mynd adra heno",
        "nes i gysgu tu allan",
    ],
    ("eating", "urgent", "en"): [
        "i make myself sick",
        "havent eaten in 3 days",
        "i hate my body",
        "i skip lunch to get thin",
    ],
    ("eating", "urgent", "cy"): [
        "dwi'n neud fy hun yn sâl",
        "dwi heb fwyta ers tri diwrnod",
        "dwi'n casáu fy nghorff",
        "fi ddim yn byta cinio",
    ],
    ("violence_weapon", "immediate", "en"): [
        "hes got a knife",
        "im gonna stab him",
        "im bringing something tomorrow",
        "theyre going to jump me after school",
    ],
    ("violence_weapon", "immediate", "cy"): [
        "mae gynno fo gyllell",
        "ma cyllell 'da fe",
        "dwi'n mynd i ladd o",
        "ma nhw'n mynd i neidio fi ar ôl ysgol",
    ],
    ("low_mood", "watch", "en"): [
        "im sad all the time",
        "i cry every night",
        "nothing is fun anymore",
        "i feel empty",
    ],
    ("low_mood", "watch", "cy"): [
        "dwi'n drist drwy'r amser",
        "dwi'n crio bob nos",
        "fi'n llefain bob nos",
        "does dim byd yn hwyl",
        "dwi'n teimlo'n wag",
    ],
    ("bereavement", "watch", "en"): [
        "my nan died",
        "a year since dad died",
        "i miss him so much",
    ],
    ("bereavement", "watch", "cy"): [
        "mae nain wedi marw",
        "buodd mam-gu farw",
        "blwyddyn ers i dad farw",
        "dwi'n colli taid",
    ],
    ("family_stress", "watch", "en"): [
        "mum and dad are splitting up",
        "we might lose our house",
        "theres no money",
        "i look after mum",
    ],
    ("family_stress", "watch", "cy"): [
        "mae mam a dad yn gwahanu",
        "falle byddwn ni'n colli'r tŷ",
        "does dim pres",
        "sdim arian 'da ni",
        "fi sy'n edrych ar ôl mam",
    ],
    ("talk_request", "urgent", "en"): [
        "I want to talk to an adult",
    ],
    ("talk_request", "urgent", "cy"): [
        "Dwi isio siarad â rhywun",
    ],
}
ROWS = [(*key, line) for key, lines in EXAMPLES.items() for line in lines]


@pytest.mark.parametrize(("category", "level", "language", "line"), ROWS)
def test_an_example_is_heard_at_its_level(category, level, language, line):
    verdict = load_screener().screen(line, language, TEENAGER)
    found = [hit.level for hit in verdict.hits if hit.category == category]
    assert max(found, default=Level.NONE) >= Level.from_word(level)


@pytest.mark.parametrize(("category", "level", "language", "line"), ROWS)
def test_both_languages_run_whatever_language_the_learner_chose(category, level, language, line):
    screener = load_screener()
    other = "en" if language == "cy" else "cy"
    assert screener.screen(line, other, TEENAGER) == screener.screen(line, None, TEENAGER)
    assert screener.screen(line, other, TEENAGER).level >= Level.from_word(level)
    assert category in screener.screen(line, other, TEENAGER).categories
