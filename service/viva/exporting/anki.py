"""Weak points as an Anki deck."""

from __future__ import annotations

import html
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from itertools import count
from typing import IO

import genanki

from viva.exporting.weak import WeakCard

# Never change these: Anki knows the deck and the kind of note by them, and a note by its GUID, when it imports again.
# Other fields would be another kind of note, with another number.
_DECK = 1_860_250_301
_KIND = 1_860_250_302
_FIELDS = ("Front", "Back", "Model answer", "Your words")
_FRONT = "{{Front}}"
_BACK = """\
{{FrontSide}}
<hr id="answer">
<p class="point">{{Back}}</p>
{{#Your words}}<p class="label">Your best words so far</p><p class="words">{{Your words}}</p>{{/Your words}}
<p class="label">Model answer</p>
<p class="model">{{Model answer}}</p>"""
_LOOK = """\
.card { font: 20px/1.5 Georgia, serif; max-width: 36em; margin: 0 auto; padding: 1em; text-align: left }
.lead, .words, .model { font-size: 17px }
.lead, .words { font-style: italic }
.point { font-weight: bold }
.label { font: 600 13px/1.4 sans-serif; margin: 1.2em 0 .2em; opacity: .75 }
"""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def write_deck(out: IO[bytes], cards: Iterable[WeakCard], now: datetime) -> None:
    """Write the cards as an Anki package.

    A card that was imported before is brought up to date by Anki, and keeps its own schedule there.
    """
    deck = genanki.Deck(
        _DECK, "Viva: weak points", "Key points that you did not cover when you last practised."
    )
    kind = _kind()
    for card in cards:
        deck.add_note(_note(card, kind))
    # Not `write_to_file`: it leaves a copy of the database in the folder for temporary files.
    with closing(sqlite3.connect(":memory:")) as database:
        seconds = now.timestamp()
        genanki.Package(deck).write_to_db(database.cursor(), seconds, count(int(seconds * 1000)))
        database.commit()
        content = database.serialize()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", content)
        archive.writestr("media", json.dumps({}))


def _kind() -> genanki.Model:
    return genanki.Model(
        _KIND,
        "Viva key point",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Key point", "qfmt": _FRONT, "afmt": _BACK}],
        css=_LOOK,
    )


def _note(card: WeakCard, kind: genanki.Model) -> genanki.Note:
    front = f'<p class="question">{_shown(card.question)}</p><p class="lead">{_shown(card.lead)}</p>'
    words = "<br>".join(f"“{_shown(words)}”" for words in card.words)
    return genanki.Note(
        kind,
        [front, _shown(card.statement), _shown(card.model_answer), words],
        guid=genanki.guid_for("viva", card.question_id, card.key_point_id),
        tags=["viva", f"viva::{_tag(card.topic)}"],
    )


def _shown(text: str) -> str:
    """A text as HTML in which Anki finds nothing to do: no sounds in square brackets, no gaps in braces."""
    text = html.escape(_CONTROL.sub(" ", text.replace("\r\n", "\n")), quote=False).replace("\n", "<br>")
    return text.replace("[", "&#91;").replace("{", "&#123;").replace("\\", "&#92;")


def _tag(topic: str) -> str:
    """Tags are parted by spaces, and put under one another by colons."""
    return re.sub(r"[\s:\"]+", "-", _CONTROL.sub(" ", topic)).strip("-") or "topic"
