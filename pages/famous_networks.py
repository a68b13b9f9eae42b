"""Lesson B1: famous networks, the explorer."""

import streamlit as st

from cnnviz.architectures import ARCHITECTURES
from cnnviz.components.network_drawing import checked, network_drawing
from cnnviz.lessons.famous_networks.edits import read_edits, tidy, write_edits
from cnnviz.lessons.famous_networks.explorer import LIMITS, asked_from, explorer_data, groups_of
from cnnviz.architectures import build
from cnnviz.ui import Field, View, choice, integer, is_presenting, lesson

SLUG = "famous_networks"
KEY = "network-drawing"
NAMES = tuple(ARCHITECTURES)


def take_over(view):
    reported = checked(st.session_state[KEY]["state"], NAMES, LIMITS)
    if reported:
        reported.pop("final")
        view.update(**reported)

FIELDS = (choice("net","alexnet",NAMES), choice("with","",("",*NAMES)), integer("input",0,0,512), integer("channels",0,0,16),integer("classes",0,0,5000),integer("batch",1,1,1024),
  Field("edits", {}, read_edits, write_edits), Field("open", (), lambda t: tuple(filter(None,t.split("~"))), "~".join), Field("layer","",str))

with lesson(SLUG, FIELDS) as view:
    network_drawing(explorer_data(asked_from(view)), key=KEY, revision=view.revision, present=is_presenting(), on_change=lambda: take_over(view))
    st.write("below")
