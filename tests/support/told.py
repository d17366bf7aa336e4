"""Which nodes of a pack a story tells: those whose words it says."""

from typing import Any

from flows.definition import Pack
from flows.nodes import End, Park, Say
from flows.sprint import Sprint, Talk
from flows.story import begin, go_on, scene_of
from flows.wording import wording

Data = dict[str, Any]


def speaking(pack: Pack) -> frozenset[str]:
    """The nodes that say or ask something."""
    says = (
        name
        for name, node in pack.nodes.items()
        if isinstance(node, Say | Park | End) and node.say
    )
    return frozenset((*says, *pack.waits))


def told_by(pack: Pack, story: Data) -> frozenset[str]:
    """The nodes that a written story tells."""
    scene = scene_of(story)
    sprint = begin(pack, scene)
    told = _told_in(pack, scene.talk, sprint)
    for step in story["steps"]:
        scene = scene.after(step["done"])
        sprint = go_on(pack, scene, sprint.session, step["done"])
        told |= _told_in(pack, scene.talk, sprint)
    return told


def _told_in(pack: Pack, talk: Talk, sprint: Sprint) -> frozenset[str]:
    texts = [said.text for said in sprint.said]
    words, given = wording(pack, talk.voice), dict(sprint.session.given)
    own = {}
    for name, node in pack.nodes.items():
        if isinstance(node, Say | Park | End) and node.say:
            own[name] = words.fill(node.say, given, dict(talk.before))
        elif name == sprint.session.node and name in pack.waits:
            own[name] = words.say(pack.wait(name).ask)
    return frozenset(name for name, each in own.items() if any(each in text for text in texts))
