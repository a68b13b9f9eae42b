"""How a network came to be, as requests: its snapshots are asked one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cnnviz.engine.requests import Request, Update
from cnnviz.engine.top import TopRequest
from cnnviz.networks.catalogue import weights_id

if TYPE_CHECKING:
    from cnnviz.images import PictureSet
    from cnnviz.networks.network import Network
    from cnnviz.probes.convergence import Convergence
    from cnnviz.probes.evolution import Evolution

Stages = tuple[tuple[int, str, str], ...]


def stages_of(names: dict[int, str]) -> Stages:
    """Epoch, name and id of the weights of every stage: what an answer about all of them depends on.

    Raises:
        ValueError: one of the networks is not there.
    """
    return tuple((epoch, name, weights_id(name)) for epoch, name in names.items())


@dataclass(frozen=True)
class EvolutionRequest(Request["Evolution | None"]):
    """The strongest activations of some maps over a data set at every stage, projected (`probes.evolution`).

    The strongest patches are kept on disk (`TopRequest`), so other maps of the same layer come without a search.
    The answer holds the stages that are done; None before the first one is.
    """

    stages: Stages = ()
    layer: str = ""
    maps: tuple[int, ...] = ()

    K: ClassVar[int] = 9  # as many as the lesson on projections keeps, so that both find the same index

    def steps(self, net: "Network", picture: "PictureSet") -> Iterator[Update["Evolution | None"]]:
        from cnnviz.networks.loading import load_network
        from cnnviz.probes.evolution import appearance, joined

        known: list[Evolution] = []
        whole: Evolution | None = (
            None  # the same object until a stage is added, so that nobody paints it twice
        )
        each = len(picture)
        total = each * len(self.stages)
        for number, (epoch, name, _) in enumerate(self.stages):
            then = load_network(name, str(net.device))
            for search in TopRequest(name, self.picture, self.layer, self.K).steps(then, picture):
                top = search.result
                if top.done < top.total:
                    yield Update(whole, number * each + top.done, total)
            known.append(appearance(then, picture, top, self.maps, epoch))
            whole = joined(known)
            yield Update(whole, (number + 1) * each, total)


@dataclass(frozen=True)
class ConvergenceRequest(Request["Convergence"]):
    """How alike the layers are at every stage and at the end (`probes.convergence`), over `count` pictures of a set."""

    stages: Stages = ()
    count: int = 16

    def steps(self, net: "Network", picture: "PictureSet") -> Iterator[Update["Convergence"]]:
        from cnnviz.networks.loading import load_network
        from cnnviz.probes.convergence import Ending, followed

        indices = [len(picture) * number // self.count for number in range(self.count)]
        end = Ending(net, picture, indices)
        known: list[Convergence] = []
        for epoch, name, _ in self.stages:
            then = load_network(name, str(net.device))
            known.append(end.compare(then, epoch))
            yield Update(followed(known), len(known), len(self.stages))
