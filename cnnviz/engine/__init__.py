"""Running probes for many people at once. Importing the engine does not import torch; its worker does."""

from cnnviz.engine.built import NO_NETWORK, BuiltRequest
from cnnviz.engine.disk import DiskCache
from cnnviz.engine.engine import Engine, Ticket, get_engine
from cnnviz.engine.job import Progress, State
from cnnviz.engine.requests import (
    FeatureMapsRequest,
    FieldRequest,
    FiltersRequest,
    InvarianceRequest,
    LayerMapsRequest,
    OcclusionRequest,
    PredictRequest,
    ProjectRequest,
    Request,
    UnitRequest,
    Update,
)
from cnnviz.engine.top import TopRequest

__all__ = [
    "NO_NETWORK",
    "BuiltRequest",
    "DiskCache",
    "Engine",
    "FeatureMapsRequest",
    "FieldRequest",
    "FiltersRequest",
    "InvarianceRequest",
    "LayerMapsRequest",
    "OcclusionRequest",
    "PredictRequest",
    "Progress",
    "ProjectRequest",
    "Request",
    "State",
    "Ticket",
    "TopRequest",
    "UnitRequest",
    "Update",
    "get_engine",
]
