"""The tables that are shipped are those of the gazetteer."""

from __future__ import annotations

import json
from importlib.resources import files

from verifyctl.reference import place_tables
from verifyctl.reference.place_index import TABLES, entries, names_in, near_names


def test_the_shipped_tables_are_those_of_the_gazetteer() -> None:
    shipped = json.loads(files("verifyctl.reference").joinpath(TABLES).read_bytes())
    assert shipped == place_tables.shipped(), "run script/update-places"
    assert len(shipped["index"]) > 4000


def test_cells_are_read_as_they_were_worked_out() -> None:
    computed = place_tables.index()
    assert {key: entries(key) for key in computed} == computed
    read = {
        (ascii_, size): {joined: names_in(cell) for joined, cell in group.items()}
        for ascii_, size, group in near_names()
    }
    assert read == place_tables.names()
    assert entries("no such place") == ()
