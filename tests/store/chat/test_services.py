"""What each service is asked and how its answers are read: signatures, limits, calls, codes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from store.chat.dingtalk import LIMIT, DingTalk
from store.chat.message import ChatMessage, Mention
from store.chat.service import Fate, Form, Service
from store.chat.services import SERVICES
from store.chat.wecom import MARKDOWN_LIMIT, TEXT_LIMIT, WeCom

NOW = datetime(2024, 3, 25, 2, 0, 0, 123000, tzinfo=UTC)
LONG = ChatMessage(
    "日报",
    "# 日报\n\n" + "- **NPL-6 宣传物料设计** 等研发部卖点清单。\n" * 200,
    "日报\n" + "- 等卖点清单。\n" * 400,
)
CALLED = ChatMessage(
    "t", "# t", "t", (Mention("李明", "13800000001"), Mention("王芳", "13900000002")), "请关注："
)


def test_dingtalk_signs_milliseconds_and_secret_with_the_secret() -> None:
    # Worked out by hand with `openssl dgst -sha256 -hmac SECabc12345 -binary | base64`.
    url = DingTalk().url("https://oapi.dingtalk.com/robot/send", "tok-12345", "SECabc12345", NOW)
    assert url == (
        "https://oapi.dingtalk.com/robot/send?access_token=tok-12345"
        "&timestamp=1711332000123&sign=ParUSbh58EKv17Dmxn91ZUr3QAhowfPMLDY1%2FHllQbo%3D"
    )


def test_without_a_secret_nothing_is_signed() -> None:
    assert DingTalk().url("https://d/send", "tok-12345", "", NOW) == "https://d/send?access_token=tok-12345"
    assert WeCom().url("https://w/send", "key-12345", "SECabc", NOW) == "https://w/send?key=key-12345"


@pytest.mark.parametrize(("form", "most"), [(Form.MARKDOWN, MARKDOWN_LIMIT), (Form.TEXT, TEXT_LIMIT)])
def test_every_part_for_wecom_is_within_its_bytes(form: Form, most: int) -> None:
    bodies = WeCom().bodies(LONG, form, "")
    assert len(bodies) > 2
    for body in bodies:
        inside = body[form.value]
        assert isinstance(inside, dict)
        assert len(inside["content"].encode()) <= most


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.TEXT])
def test_every_part_for_dingtalk_has_the_word_the_robot_asks_for(form: Form) -> None:
    long = ChatMessage("日报", LONG.markdown * 3, LONG.text * 4, CALLED.mentions)
    bodies = DingTalk().bodies(long, form, "对齐")
    assert len(bodies) > 1
    for body in bodies:
        inside = body[form.value]
        assert isinstance(inside, dict)
        text = str(inside.get("text") or inside.get("content"))
        assert "对齐" in text
        assert len(text.encode()) <= LIMIT


def test_a_word_that_stands_there_already_is_not_said_twice() -> None:
    (body,) = DingTalk().bodies(CALLED, Form.TEXT, "t")
    assert body["text"] == {"content": "t\n\n@13800000001 @13900000002"}


def test_dingtalk_calls_people_in_the_last_part_and_never_everybody() -> None:
    long = ChatMessage("t", "字" * LIMIT, "t", CALLED.mentions)
    bodies = DingTalk().bodies(long, Form.MARKDOWN, "")
    assert [body["at"] for body in bodies[:-1]] == [{"atMobiles": [], "isAtAll": False}] * (len(bodies) - 1)
    assert bodies[-1]["at"] == {"atMobiles": ["13800000001", "13900000002"], "isAtAll": False}


def test_wecom_calls_people_in_a_text_of_its_own() -> None:
    bodies = WeCom().bodies(CALLED, Form.MARKDOWN, "")
    assert [body["msgtype"] for body in bodies] == ["markdown", "text"]
    assert bodies[1]["text"] == {
        "content": "请关注： 李明, 王芳",
        "mentioned_mobile_list": ["13800000001", "13900000002"],
    }


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())
@pytest.mark.parametrize(
    ("status", "answer", "fate"),
    [
        (200, {"errcode": 0, "errmsg": "ok"}, Fate.SENT),
        (200, {"code": 0}, Fate.SENT),
        (200, {"errcode": 40035, "errmsg": "bad"}, Fate.REFUSED),
        (200, {"errcode": -1, "errmsg": "system busy"}, Fate.AGAIN),
        (200, {"errcode": "0"}, Fate.UNKNOWN),
        (200, {"errcode": False}, Fate.UNKNOWN),
        (200, {}, Fate.UNKNOWN),
        (200, [], Fate.UNKNOWN),
        (500, {"errcode": 0}, Fate.UNKNOWN),
        (429, {}, Fate.AGAIN),
        (503, {}, Fate.AGAIN),
        (502, {}, Fate.UNKNOWN),
        (500, {}, Fate.UNKNOWN),
        (404, {}, Fate.REFUSED),
        (302, {}, Fate.REFUSED),
    ],
)
def test_only_the_code_in_the_answer_says_that_it_arrived(
    service: Service, status: int, answer: object, fate: Fate
) -> None:
    assert service.verdict(status, json.dumps(answer).encode()).fate is fate


@pytest.mark.parametrize(
    ("name", "code", "fate"),
    [
        ("dingtalk", 310000, Fate.REFUSED),
        ("dingtalk", 410100, Fate.AGAIN),
        ("dingtalk", 130101, Fate.AGAIN),
        ("dingtalk", 300001, Fate.REFUSED),
        ("wecom", 45009, Fate.AGAIN),
        ("wecom", 93000, Fate.REFUSED),
    ],
)
def test_the_codes_of_a_service_are_told_in_words(name: str, code: int, fate: Fate) -> None:
    found = SERVICES[name].verdict(200, json.dumps({"errcode": code, "errmsg": "\x1b[2J said"}).encode())
    assert found.fate is fate
    assert found.why is not None
    told = found.why.render("zh")
    assert told.endswith((f"({code}: ?[2J said)", f"（{code}：?[2J said）"))
    assert (found.rest >= 60) == (code in (410100, 130101, 45009))


def test_an_answer_that_is_no_answer_may_stand_for_a_message_that_arrived() -> None:
    for noise in (b"", b"<html>", b"\xff", b"[" * 100_000):
        assert WeCom().verdict(200, noise).fate is Fate.UNKNOWN
