"""Running probes for many people at once. Importing the engine does not import torch; its worker does."""

from cnnviz.engine.attributions import AttributionRequest
from cnnviz.engine.built import NO_NETWORK, BuiltRequest
from cnnviz.engine.disk import DiskCache
from cnnviz.engine.engine import Engine, get_engine
from cnnviz.engine.job import Progress, State
from cnnviz.engine.occlusion import OcclusionRequest, PaceRequest
from cnnviz.engine.projections import TopProjectionsRequest, Wall, WallRequest, WayDownRequest, WaysRequest
from cnnviz.engine.requests import (
    FeatureMapsRequest,
    FieldRequest,
    FiltersRequest,
    InvarianceRequest,
    LayerMapsRequest,
    PredictRequest,
    ProjectRequest,
    Request,
    UnitRequest,
    Update,
)
from cnnviz.engine.ticket import Ticket
from cnnviz.engine.top import TopRequest

__all__ = [
    "NO_NETWORK",
    "AttributionRequest",
    "BuiltRequest",
    "DiskCache",
    "Engine",
    "FeatureMapsRequest",
    "FieldRequest",
    "FiltersRequest",
    "InvarianceRequest",
    "LayerMapsRequest",
    "OcclusionRequest",
    "PaceRequest",
    "PredictRequest",
    "Progress",
    "ProjectRequest",
    "Request",
    "State",
    "Ticket",
    "TopProjectionsRequest",
    "TopRequest",
    "UnitRequest",
    "Update",
    "Wall",
    "WallRequest",
    "WayDownRequest",
    "WaysRequest",
    "get_engine",
]
