"""Where messages go is the person's own business: nobody else reads it, nothing goes elsewhere unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store import example
from store.board.board import Board
from store.chat.channel import Channel, checked_address, checked_mobile, read_secret, read_token, robot_of
from store.chat.channels import Channels, config_folder, mobiles_of
from store.chat.dingtalk import DingTalk
from store.chat.secret import Secret
from store.chat.service import Form
from store.chat.wecom import WeCom
from store.errors import DuiqiError, NotFound, Refused
from tests.harness.clock import FixedClock
from tests.harness.robots import SECRET, TOKEN

TEAM = Channel(
    "市场群", "dingtalk", Secret(TOKEN), Secret(SECRET), keyword='对齐 "quoted" \\', form=Form.TEXT
)
OPS = Channel("ops", "wecom", token_from="OPS_KEY", address="https://proxy.example.com/send", proxy=True)


@pytest.fixture
def channels(tmp_path: Path) -> Channels:
    return Channels(tmp_path / "config" / "chat")


def test_what_is_added_is_read_again_from_a_file_for_nobody_else(channels: Channels) -> None:
    channels.add(TEAM)
    channels.add(OPS)
    channels.set_mobile("市场部/李明", "13800000001")
    found = channels.read()
    assert dict(found.channels) == {"市场群": TEAM, "ops": OPS}
    assert dict(found.mobiles) == {"市场部/李明": "13800000001"}
    assert channels.path.stat().st_mode & 0o777 == 0o600
    assert channels.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_not_used(channels: Channels, mode: int) -> None:
    channels.add(TEAM)
    channels.path.chmod(mode)
    with pytest.raises(Refused) as refused:
        channels.channel("市场群")
    assert "chmod 600" in str(refused.value)
    with pytest.raises(Refused):
        channels.add(OPS)


def test_nor_is_one_in_a_folder_that_others_can_open(channels: Channels) -> None:
    channels.add(TEAM)
    channels.path.parent.chmod(0o755)
    with pytest.raises(Refused) as refused:
        channels.read()
    assert "chmod 700" in str(refused.value)


def test_a_file_that_makes_no_sense_is_said_without_what_stands_in_it(channels: Channels) -> None:
    channels.add(TEAM)
    good = channels.path.read_text()
    for bad in (
        f'token = "{TOKEN}',
        "\xff",
        f'[channels.x]\nservice = "{TOKEN}"',
        "channels = 1",
        "mobiles = 1",
    ):
        channels.path.write_text(bad)
        with pytest.raises(Refused) as refused:
            channels.read()
        assert TOKEN not in str(refused.value)
        assert refused.value.__cause__ is None
    channels.path.write_text(good.replace("dingtalk", "feishu"))
    with pytest.raises(Refused):
        channels.read()


def test_the_only_channel_needs_no_name_and_of_several_one_is_named(channels: Channels) -> None:
    with pytest.raises(NotFound):
        channels.channel(None)
    channels.add(TEAM)
    assert channels.channel(None) == TEAM
    channels.add(OPS)
    with pytest.raises(Refused):
        channels.channel(None)
    with pytest.raises(NotFound):
        channels.channel("nobody")
    channels.remove("ops")
    assert channels.channel(None) == TEAM


def test_a_name_that_is_taken_is_replaced_only_when_asked(channels: Channels) -> None:
    channels.add(TEAM)
    with pytest.raises(Refused):
        channels.add(TEAM)
    channels.add(Channel("市场群", "wecom", Secret("another-token-1")), instead=True)
    assert channels.channel(None).service == "wecom"


def test_a_token_comes_alone_or_in_the_robots_address() -> None:
    assert read_token(WeCom(), f" {TOKEN}\n", allow=False) == (Secret(TOKEN), "")
    url = f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"
    assert read_token(DingTalk(), url, allow=False) == (Secret(TOKEN), "")
    for typed in ("", "short", f"{TOKEN} {TOKEN}", url.replace("access_token", "key"), f"{TOKEN}\x1b[2J"):
        with pytest.raises(Refused) as refused:
            read_token(DingTalk(), typed, allow=False)
        assert TOKEN not in str(refused.value)


def test_an_address_elsewhere_has_to_be_allowed(channels: Channels) -> None:
    url = f"https://evil.example.com/robot/send?access_token={TOKEN}"
    with pytest.raises(Refused) as refused:
        read_token(DingTalk(), url, allow=False)
    assert "evil.example.com" in str(refused.value)
    assert TOKEN not in str(refused.value)
    assert read_token(DingTalk(), url, allow=True)[1] == "https://evil.example.com/robot/send"
    channels.add(OPS)
    text = channels.path.read_text()
    assert "allow_address = true" in text
    channels.path.write_text(text.replace("allow_address = true\n", ""))
    with pytest.raises(Refused):
        channels.read()


@pytest.mark.parametrize(
    "address",
    [
        "http://oapi.dingtalk.com/robot/send",
        "ftp://example.com/x",
        "https://user:word@example.com/x",
        "https://example.com/x?y=1",
        "https://example.com/x#y",
        "https://",
        "example.com/x",
        "https://example.com:port/x",
        "http://127.0.0.1.example.com/x",
        "http://10.0.0.1/x",
        "https://例子.example.com/x",
    ],
)
def test_nothing_goes_over_a_way_on_which_others_listen(address: str) -> None:
    with pytest.raises(Refused):
        checked_address(address)


@pytest.mark.parametrize(
    "address", ["https://a.example.com:8443/x", "http://127.0.0.1:9/x", "http://[::1]/x"]
)
def test_https_and_this_machine_itself_are_fine(address: str) -> None:
    assert checked_address(address) == address


def test_token_and_secret_can_stand_in_the_environment() -> None:
    channel = Channel("ops", "dingtalk", token_from="TOKEN_OF_OPS", secret_from="SECRET_OF_OPS")
    robot = robot_of(channel, {"TOKEN_OF_OPS": TOKEN, "SECRET_OF_OPS": SECRET})
    assert (robot.token, robot.secret) == (Secret(TOKEN), Secret(SECRET))
    with pytest.raises(Refused) as refused:
        robot_of(channel, {"TOKEN_OF_OPS": TOKEN})
    assert "SECRET_OF_OPS" in str(refused.value)


def test_a_secret_is_shown_by_nothing_that_shows_things() -> None:
    import pickle

    secret = read_secret(SECRET)
    assert SECRET not in f"{secret} {secret!r} {[secret]} {TEAM}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_on_a_teams_server_everybody_has_channels_of_their_own() -> None:
    assert config_folder({}) == Path(os.environ["XDG_CONFIG_HOME"]) / "duiqi" / "chat"
    one, other = (config_folder({"DUIQI_PERSON": name}) for name in ("王芳", "李明"))
    assert one != other
    assert config_folder({}) not in one.parents


# --- by which number people are called


def test_a_number_is_found_by_name_else_by_department_and_name(tmp_path: Path, clock: FixedClock) -> None:
    example.build(tmp_path / "b.json", clock, "zh")
    board = Board.open(tmp_path / "b.json", clock=clock, read_only=True)
    board.close()
    li = example.LI_MING
    assert mobiles_of(board.state, [li, 2], {"李明": "1"}) == {li: "1"}
    assert mobiles_of(board.state, [li], {"市场部/李明": "2"}) == {li: "2"}
    assert mobiles_of(board.state, [li, 999], {"李": "3"}) == {}


def test_a_number_is_digits_and_can_be_taken_back(channels: Channels) -> None:
    assert checked_mobile(" +86 138-0000-0001 ") == "+8613800000001"
    for bad in ("", "123", "all", "@all", "1" * 16, "１３８００００００００"):
        with pytest.raises(Refused):
            checked_mobile(bad)
    channels.set_mobile("李明", "13800000001")
    channels.set_mobile("李明", None)
    assert channels.read().mobiles == {}
    with pytest.raises(DuiqiError):
        channels.set_mobile(" ", "13800000001")
