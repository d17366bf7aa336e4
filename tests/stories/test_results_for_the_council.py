"""The council sees this week once ten learners have answered, and never before."""

import httpx
import pytest

from tests.support.chat import check_in, words
from tests.support.school import Pupil, School

YEAR_12 = [Pupil(f"A{n:02}", 12, "en") for n in range(10)]
YEAR_13 = [Pupil(f"B{n:02}", 13, "cy") for n in range(3)]


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_nine_are_hidden_and_ten_are_shown(school: School, language: str) -> None:
    await school.enrol_roll(YEAR_12 + YEAR_13)
    council = await school.staff("council", language)
    phones = [await school.learner(pupil) for pupil in YEAR_12]
    for phone in phones[:9]:
        await check_in(phone, face="4")

    await school.ticks()
    await council.send("/results")
    await council.wait_for(words(language, "results.none"))

    await check_in(phones[9], face="2")
    await school.ticks()
    await council.send("/results")
    shown = await council.wait_for(lambda m: m.photo is not None)
    assert "10" in shown.text

    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as http:
        page = await http.get(school.program.board, params={"lang": language})
    assert page.status_code == 200
    assert "<svg" in page.text
    assert words(language, "mood.face.4").split(" ", 1)[1] in page.text


async def test_a_learner_may_not_ask(school: School) -> None:
    await school.enrol_roll(YEAR_13)
    phone = await school.learner(YEAR_13[0])
    await phone.send("/results")
    await phone.wait_for(words("cy", "results.not_allowed"))
    await phone.send("/cases")
    await phone.wait_for(words("cy", "cases.not_allowed"))
