"""Running probes for many people at once. Importing the engine does not import torch; its worker does."""

from cnnviz.engine.engine import Engine, Ticket, get_engine
from cnnviz.engine.job import Progress, State
from cnnviz.engine.requests import OcclusionRequest, PredictRequest, Request, Update

__all__ = [
    "Engine",
    "OcclusionRequest",
    "PredictRequest",
    "Progress",
    "Request",
    "State",
    "Ticket",
    "Update",
    "get_engine",
]
