"""The linter of conversations: what an author should put right before learners meet a pack."""

from collections.abc import Iterable

from flows.checking.buttons import button_findings
from flows.checking.finding import Finding
from flows.checking.notice import notice_findings
from flows.checking.reading import reading_findings
from flows.checking.reports import report_findings, shared_measures
from flows.checking.structure import structure_findings
from flows.checking.texts import text_findings
from flows.checking.wording import wording_findings
from flows.checking.words import Words
from flows.definition import Pack

__all__ = ["Finding", "Words", "check_pack", "check_packs"]


def check_pack(pack: Pack, words: Words) -> tuple[Finding, ...]:
    """Everything the rules say about one pack, in the words of these catalogues."""
    return (
        *structure_findings(pack),
        *text_findings(pack, words),
        *button_findings(pack, words),
        *reading_findings(pack, words),
        *notice_findings(pack, words),
        *wording_findings(pack, words),
        *report_findings(pack),
    )


def check_packs(packs: Iterable[Pack], words: Words) -> tuple[Finding, ...]:
    """Everything about several packs, and what they must not share."""
    together = tuple(packs)
    found = [finding for pack in together for finding in check_pack(pack, words)]
    return (*found, *shared_measures(together))
