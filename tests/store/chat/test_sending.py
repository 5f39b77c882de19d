"""A message arrives once, or waits, or is perhaps sent and then a person's to decide; no robot is overrun."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from store.chat.outbox import Outbox, Part, Stand
from store.chat.pace import Pace, fingerprint
from store.chat.sender import Answered, Sender, Unanswered
from store.chat.sending import TRIES, Ask
from store.chat.service import Form
from store.chat.telling import Kind
from store.errors import DiskTrouble, Locked, NotFound
from tests.harness.robots import SECRET, TOKEN
from tests.store.chat.conftest import Person


def test_a_message_arrives_part_after_part_and_its_words_are_forgotten(sender: Person) -> None:
    sent = sender.send(sender.put("一", "二", "三"))
    assert sent.stand is Stand.SENT
    assert sender.server.texts == ["一", "二", "三"]
    assert [part.body for part in sent.parts] == [None] * 3
    assert sender.outbox.all() == []
    assert [(each.part, each.of) for each in sender.told] == [(1, 3), (2, 3), (3, 3)]


def test_dingtalk_takes_what_is_signed(sender: Person) -> None:
    sender.server.secret, sender.server.keyword = SECRET, "一"
    sender.server.now = round(sender.clock.now().timestamp() * 1000)
    assert sender.send(sender.put("一", service="dingtalk"), "dingtalk").stand is Stand.SENT
    (request,) = sender.server.requests
    assert request["headers"]["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    ("secret", "keyword", "words"),
    [("SECanother1", "", "sign not match"), (SECRET, "词", "keywords not in content")],
)
def test_a_wrong_signature_or_a_missing_word_is_refused_with_the_reason(
    sender: Person, secret: str, keyword: str, words: str
) -> None:
    sender.server.secret, sender.server.keyword = secret, keyword
    sent = sender.send(sender.put("一", service="dingtalk"), "dingtalk")
    assert sent.stand is Stand.REFUSED
    assert words in sent.why("en")
    assert "310000" in sent.why("zh")
    assert sender.rests.all == []


def test_a_wrong_key_is_refused_without_saying_it(sender: Person) -> None:
    posted = sender.put("一")
    sent = sender.sending.send(posted.id, sender.robot(token="another-key-123456"))
    assert sent.stand is Stand.REFUSED
    assert "93000: invalid webhook url, hint: …" in sent.why("en")


def test_what_was_refused_is_sent_when_a_person_asks_again(sender: Person) -> None:
    posted = sender.put("一")
    sender.sending.send(posted.id, sender.robot(token="another-key-123456"))
    assert sender.send(posted, by_person=True).stand is Stand.SENT


@pytest.mark.parametrize("fault", [(429, {}), (503, {}), (200, {"errcode": -1, "errmsg": "busy"})])
def test_what_may_work_later_is_tried_again_with_longer_rests(
    sender: Person, fault: tuple[int, object]
) -> None:
    sender.server.faults = [fault, fault] if fault[0] != 429 else [fault]
    assert sender.send(sender.put("一")).stand is Stand.SENT
    assert sender.rests.all == ([2.0, 4.0] if fault[0] != 429 else [60.0])
    assert sender.server.texts == ["一"]


@pytest.mark.parametrize(("service", "code"), [("wecom", 45009), ("dingtalk", 410100)])
def test_a_service_that_says_too_many_is_left_alone_for_a_minute(
    sender: Person, service: str, code: int
) -> None:
    sender.server.faults = [(200, {"errcode": code, "errmsg": "too fast"})] * 5
    sent = sender.send(sender.put("一", service=service), service)
    assert sent.stand is Stand.WAITING
    assert sender.rests.all == [60.0, 60.0]
    assert len(sender.server.requests) == 3
    assert str(code) in sent.why("en")


def test_what_could_not_be_sent_waits_in_the_outbox_and_goes_later(sender: Person) -> None:
    sender.server.faults = [(503, {})] * TRIES
    posted = sender.put("一", "二")
    assert sender.send(posted).stand is Stand.WAITING
    (waiting,) = sender.sending.waiting()
    assert (waiting.sent, waiting.stand) == (0, Stand.WAITING)
    assert sender.send(waiting).stand is Stand.SENT
    assert sender.server.texts == ["一", "二"]


def test_the_rests_have_a_share_by_chance(sender: Person) -> None:
    from dataclasses import replace

    sender.server.faults = [(503, {})]
    replace(sender.sending, chance=lambda: 0.5).send(sender.put("一").id, sender.robot())
    assert sender.rests.all == [2.5]


def test_a_service_that_is_not_there_got_nothing(sender: Person) -> None:
    sender.post = lambda *_: Unanswered(False, _msg("no connection to the service"))
    sent = sender.send(sender.put("一"))
    assert sent.stand is Stand.WAITING
    assert sent.why("en") == "no connection to the service"


def _msg(text: str):  # type: ignore[no-untyped-def]
    from store.language import Message

    return Message(text)


@pytest.mark.parametrize("fault", ["hang", "reset", "reset-in-answer", "noise", (500, {}), (504, {})])
def test_an_unknown_outcome_is_perhaps_sent_and_only_a_person_sends_again(
    sender: Person, fault: object
) -> None:
    sender.server.faults = [fault]  # type: ignore[list-item]
    posted = sender.put("一", "二")
    assert sender.send(posted).stand is Stand.PERHAPS
    assert sender.send(posted).stand is Stand.PERHAPS
    assert len(sender.server.requests) == 1
    (left,) = sender.sending.waiting()
    assert left.why("en")
    assert sender.send(posted, by_person=True).stand is Stand.SENT
    assert [each["body"]["text"]["content"] for each in sender.server.requests] == ["一", "一", "二"]


def test_a_redirect_is_not_followed(sender: Person) -> None:
    sender.server.faults = ["redirect"]
    sent = sender.send(sender.put("一"))
    assert sent.stand is Stand.REFUSED
    assert [each["path"].partition("?")[0] for each in sender.server.requests] == ["/wecom/send"]


def test_a_person_says_that_it_arrived_and_the_rest_follows(sender: Person) -> None:
    sender.server.faults = ["hang"]
    posted = sender.put("一", "二")
    sender.send(posted)
    marked = sender.sending.decide(posted.id, Ask.ARRIVED)
    assert (marked.sent, marked.stand) == (1, Stand.WAITING)
    assert sender.send(marked).stand is Stand.SENT
    assert sender.server.texts == ["一", "二"]


def test_a_person_drops_a_message(sender: Person) -> None:
    posted = sender.put("一")
    assert sender.sending.decide(posted.id, Ask.FORGET).gone
    assert sender.sending.waiting() == []
    with pytest.raises(NotFound):
        sender.send(posted)
    assert sender.server.requests == []


def test_a_program_that_dies_between_sending_and_recording_leaves_it_perhaps_sent(sender: Person) -> None:
    post = sender.post

    class Killed(BaseException):
        """As if the process had ended."""

    def dies(*values):  # type: ignore[no-untyped-def]
        post(*values)
        raise Killed

    sender.post = dies
    posted = sender.put("一")
    with pytest.raises(Killed):
        sender.send(posted)
    sender.post = post
    assert sender.server.texts == ["一"]
    (left,) = sender.sending.waiting()
    assert left.stand is Stand.PERHAPS
    assert sender.send(posted).stand is Stand.PERHAPS
    assert len(sender.server.requests) == 1


def test_an_outcome_that_cannot_be_recorded_is_perhaps_sent(
    sender: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = sender.put("一")
    keep, kept = Outbox._write, []

    def full(self, message):  # type: ignore[no-untyped-def]
        kept.append(message.stand)
        if message.stand is Stand.SENT:
            raise OSError(28, "No space left on device")
        keep(self, message)

    monkeypatch.setattr(Outbox, "_write", full)
    with pytest.raises(DiskTrouble):
        sender.send(posted)
    monkeypatch.undo()
    assert kept == [Stand.SENDING, Stand.SENT]
    assert sender.sending.waiting()[0].stand is Stand.PERHAPS


def test_nothing_is_sent_that_cannot_be_marked_before(
    sender: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = sender.put("一")

    def full(self, message):  # type: ignore[no-untyped-def]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Outbox, "_write", full)
    with pytest.raises(DiskTrouble):
        sender.send(posted)
    monkeypatch.undo()
    assert sender.server.requests == []
    assert sender.sending.waiting()[0].stand is Stand.WAITING


def test_a_robot_makes_twenty_requests_in_any_minute_whoever_asks(sender: Person) -> None:
    for at in range(3):
        sender.send(sender.put(*[f"{at}-{part}" for part in range(15)]))
        sender.outbox = Outbox(sender.outbox.robots.parents[1], clock=sender.clock)  # another process
    assert len(sender.server.texts) == 45
    assert sender.rests.all == [61.0, 61.0]
    assert any(each.rest == 61.0 for each in sender.told)


def test_a_minute_is_counted_from_each_request(sender: Person) -> None:
    for _at in range(20):
        sender.send(sender.put("一"))
        sender.clock.advance(timedelta(seconds=2))
    sender.send(sender.put("一"))
    assert sender.rests.all == [21.0]


def test_two_processes_never_send_the_same_one(sender: Person) -> None:
    posted, robot = sender.put("一"), sender.robot()
    other = Pace(sender.outbox.robots, fingerprint(robot), 20, now=lambda: 0.0, sleep=lambda _seconds: None)
    assert other.taken()
    with pytest.raises(Locked):
        sender.send(posted)
    with pytest.raises(Locked):
        sender.sending.decide(posted.id, Ask.FORGET)
    other.release()
    assert sender.send(posted).stand is Stand.SENT
    with pytest.raises(NotFound):
        sender.send(posted)
    assert sender.server.texts == ["一"]


def test_what_another_process_is_sending_is_not_called_perhaps_sent(sender: Person) -> None:
    posted = sender.put("一")
    seen = []

    def meanwhile(*_values):  # type: ignore[no-untyped-def]
        seen.append(sender.sending.waiting()[0].stand)
        return Answered(200, json.dumps({"errcode": 0}).encode())

    sender.post = meanwhile
    sender.send(posted)
    assert seen == [Stand.SENDING]


# --- the digest of a day


def test_a_digest_of_a_day_is_one_message_a_channel(sender: Person) -> None:
    first = sender.put("一", kind=Kind.DIGEST)
    assert sender.put("二", kind=Kind.DIGEST).id == first.id
    sender.send(first)
    assert sender.put("三", kind=Kind.DIGEST).stand is Stand.SENT
    again = sender.put("四", kind=Kind.DIGEST, again=True)
    assert again.id != first.id
    assert sender.send(again).stand is Stand.SENT
    assert sender.server.texts == ["一", "四"]


def test_a_digest_that_still_waits_the_next_day_gives_way_to_that_of_the_day(sender: Person) -> None:
    old = sender.put("一", kind=Kind.DIGEST)
    other = sender.put("二")
    sender.clock.advance(timedelta(days=1))
    new = sender.put("三", kind=Kind.DIGEST)
    assert {each.id for each in sender.outbox.all()} == {other.id, new.id}
    assert sender.outbox.find(old.id).gone  # type: ignore[union-attr]


def test_what_was_sent_is_forgotten_after_a_week(sender: Person) -> None:
    posted = sender.put("一", kind=Kind.DIGEST)
    sender.send(posted)
    sender.clock.advance(timedelta(days=7))
    sender.outbox.all()
    assert sender.outbox.find(posted.id) is not None
    sender.clock.advance(timedelta(days=2))
    sender.outbox.all()
    assert sender.outbox.find(posted.id) is None


# --- the files


def test_the_outbox_is_for_nobody_elses_eyes_and_holds_no_token(sender: Person, tmp_path: Path) -> None:
    sender.server.faults = [(503, {})] * TRIES
    sender.send(sender.put("一"))
    files = [path for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert len(files) == 2
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "state").rglob("*"))
    assert all(TOKEN.encode() not in path.read_bytes() for path in files)


def test_a_file_that_is_no_message_is_passed_over(sender: Person) -> None:
    posted = sender.put("一")
    folder = sender.outbox.robots.parent / "outbox"
    (folder / "odd.json").write_bytes(b"\xff{")
    (folder / "list.json").write_text("[]")
    assert [each.id for each in sender.outbox.all()] == [posted.id]
    assert sender.outbox.find("../../odd") is None


def test_a_message_survives_its_file(sender: Person) -> None:
    posted = sender.put("一")
    kept = sender.outbox.find(posted.id)
    assert kept is not None
    assert kept == posted
    assert kept.parts == (Part(body={"msgtype": "text", "text": {"content": "一"}}),)


# --- the network


def test_proxies_of_the_environment_are_not_used_unless_told(
    sender: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert sender.send(sender.put("一")).stand is Stand.SENT
    told = Sender(connect=1.0)(sender.robot(proxy=True), sender.server.address("wecom"), {})
    assert isinstance(told, Unanswered)
    assert not told.began


def test_an_answer_without_end_is_cut(sender: Person) -> None:
    sender.server.faults = [(200, {"errcode": 0, "errmsg": "x" * 500_000})]
    assert sender.send(sender.put("一")).stand is Stand.PERHAPS


def test_an_answer_that_is_packed_is_not_unpacked(sender: Person) -> None:
    sender.server.faults = ["packed"]
    answer = Sender(connect=2.0)(sender.robot("wecom"), sender.server.address("wecom"), {})
    assert isinstance(answer, Answered)
    assert answer.body.startswith(b"\x1f\x8b")
    assert sender.server.requests[0]["headers"]["Accept-Encoding"] == "identity"


def test_no_log_names_the_token(sender: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    sender.send(sender.put("一"))
    assert len(sender.server.requests) == 1
    assert TOKEN not in caplog.text


def test_what_is_shown_of_a_robot_is_not_its_token(sender: Person) -> None:
    robot = sender.robot("dingtalk", form=Form.TEXT)
    assert TOKEN not in repr(robot) + str(robot)
    assert SECRET not in repr(robot)
