"""The version of Textual that this package was written against, and what it uses of Textual's insides.

Duiqi runs with other versions too, as far as these names are there; a test fails when the version installed
is another one, and says what to look at again.
"""

from __future__ import annotations

from typing import Final

TEXTUAL: Final = "8.2.8"

INSIDES: Final[tuple[tuple[str, str], ...]] = (
    # input.py replaces the thread that reads the keyboard, and hands the parser its text.
    ("textual.drivers.linux_driver", "LinuxDriver.run_input_thread"),
    ("textual.drivers.linux_driver", "LinuxDriver.process_message"),
    ("textual.drivers.linux_driver", "LinuxDriver.start_application_mode"),
    ("textual.drivers.linux_driver", "LinuxDriver._get_terminal_size"),
    ("textual._xterm_parser", "XTermParser.feed"),
    ("textual._xterm_parser", "XTermParser.tick"),
    ("textual._ansi_sequences", "ANSI_SEQUENCES_KEYS"),
    # browser.py does the same for the driver of a browser.
    ("textual.drivers.web_driver", "WebDriver.run_input_thread"),
    ("textual.drivers.web_driver", "WebDriver.on_meta"),
    ("textual.drivers.web_driver", "WebDriver.deliver_binary"),
    ("textual.drivers._byte_stream", "ByteStream.feed"),
    # crash.py and __init__.py stand in front of what prints a traceback.
    ("textual.app", "App._handle_exception"),
    # in_turn.py follows a key from what has the focus up to the app.
    ("textual.app", "App.on_event"),
    ("textual.app", "App._on_key"),
)
"""Module and name of each."""

RECHECK: Final = (
    "Textual changed. Look again at: LinuxDriver.run_input_thread and start_application_mode (does "
    "tui/terminal/input.py still do what they do?), WebDriver (does anything new leave by its "
    "packets: tui/terminal/browser.py), XTermParser.parse (which sequences it knows, how long it "
    "waits: tui/terminal/sequences.py), App._handle_exception (does it still end the program and print?), "
    "App.on_event and App._on_key (does a key still bubble up to the app: tui/terminal/in_turn.py), "
    "Strip.render_style (is only a link written raw?), LinuxDriver.stop_application_mode (what "
    "is to be put back: tui/terminal/signals.py). Then put the new version into tui/terminal/known.py."
)
"""What to say when the version changed."""
