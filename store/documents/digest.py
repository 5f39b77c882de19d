"""The daily digest for the team's chat group: how far each initiative is, who must act today and why
(DOMAIN.md stage 3.5). In the board's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from store.documents.blocks import Block, Bullets, Column, Document, Heading, Paragraph, table
from store.documents.names import Names
from store.documents.reasons import reason_told
from store.language import Language, Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.rules.attention import attention
from store.rules.attention_line import Attention
from store.rules.health import Health, healths
from store.rules.say import short_day, signed_days
from store.rules.status import Status

_COUNTED: Final = (
    (Status.BLOCKED, msg("blocked {count}")),
    (Status.DELAYED, msg("delayed {count}")),
)


def digest_document(state: State, moment: Moment, initiative: int | None = None) -> Document:
    """The digest of the day that `moment` is on: of one initiative, or of all for null.

    Raises NotFound when the initiative is gone.
    """
    language = state.settings.language
    found = state.one(Initiative, initiative) if initiative is not None else None
    name = found.title if found is not None else state.settings.name
    title = msg("{name}: daily digest {day}", name=name, day=moment.today.isoformat())
    blocks = tuple(_blocks(state, moment, initiative, language))
    return Document(title.render(language), blocks, language)


def called_today(state: State, moment: Moment, initiative: int | None = None) -> list[int]:
    """The ids of those who must act today, as the digest names them, each once."""
    return list(
        dict.fromkeys(each.person for each in _lines(state, moment, initiative) if each.person is not None)
    )


def _lines(state: State, moment: Moment, initiative: int | None) -> list[Attention]:
    found = attention(state, moment)
    if initiative is None:
        return found
    items = ((line, line.task or line.issue) for line in found)
    return [line for line, item in items if item is not None and item.initiative == initiative]


def _blocks(state: State, moment: Moment, initiative: int | None, language: Language) -> Iterator[Block]:
    stands = [each for key, each in healths(state, moment).items() if initiative in (None, key)]
    if stands:
        yield Heading(msg("Progress").render(language))
        yield Bullets(tuple(_progress(each, moment).render(language) for each in stands))
    lines = _lines(state, moment, initiative)
    yield Heading(msg("To push today: {count}", count=len(lines)).render(language))
    if not lines:
        yield Paragraph(msg("Nobody has to act today.").render(language))
        return
    names = Names(state)
    columns = [Column(name.render(language), width) for name, width in _COLUMNS]
    rows, told = [], []
    for line in lines:
        item = line.task or line.issue
        what = f"{line.key} {item.title if item is not None else ''}".strip()
        who = names.person(line.person) or msg("nobody").render(language)
        why = reason_told(line.worst, moment)
        rows.append((what, who, why.render(language)))
        said = msg("{what} - {who}: {why}", what=what, who=who, why=why)
        told.append(said.render(language))
    yield table(columns, rows, key=0, told=told)


_COLUMNS: Final = ((msg("Item"), 8), (msg("Who"), 3), (msg("Why"), 10))


def _progress(health: Health, moment: Moment) -> Message:
    code, title = health.initiative.code, health.initiative.title
    if not health.total:
        return msg("{code} {title}: no tasks yet", code=code, title=title)
    told = msg(
        "{code} {title}: {done} of {total} done, {percent}%",
        code=code,
        title=title,
        done=health.done,
        total=health.total,
        percent=health.percent,
    )
    if health.end is not None and health.done < health.total:
        day: Message | str = short_day(health.end, moment.today)
        if health.slip:
            day = msg("{day} ({slip})", day=day, slip=signed_days(health.slip))
        told = msg("{told}, ends {day}", told=told, day=day)
    for said in _trouble(health):
        told = msg("{some}, {more}", some=told, more=said)
    return told


def _trouble(health: Health) -> Iterator[Message]:
    for status, words in _COUNTED:
        if health.counts[status]:
            yield Message(words.text, {"count": health.counts[status]})
    if health.stale:
        yield msg("silent {count}", count=health.stale)
    if health.to_verify:
        yield msg("to be verified {count}", count=health.to_verify)
