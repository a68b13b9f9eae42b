"""The lesson in PyTorch: the error from scores, an average over networks and crops, torchvision's own numbers."""

from collections.abc import Sequence

from cnnviz.lessons.imagenet_story.weights import Weights


def snippet(found: Sequence[int], k: int, models: int, crops: int, weights: Weights) -> str:
    """Runs as printed; the page's numbers are in `error`, `passes`, `top1`, `top5`, `gmacs` and `parameters`."""
    return f"""\
import torch
from torchvision.models import get_weight


def top_k_error(scores, labels, k):  # scores (N, classes), labels (N,)
    guesses = scores.topk(k, dim=1).indices
    return (guesses != labels[:, None]).all(dim=1).float().mean().item()


# Ten answers: class 0 comes first, class 1 second, ... The right class has these ranks.
ranks = torch.tensor({list(found)})
scores = -torch.arange(1000.0).expand(len(ranks), 1000)
error = top_k_error(scores, ranks - 1, k={k})
print(f"top-{k} error: {{error:.0%}}")

# Several networks, several crops: average the probabilities, then look at the best five.
answers = torch.randn({models}, {crops}, 1000).softmax(dim=2)  # (networks, crops, classes) for one picture
passes = answers.shape[0] * answers.shape[1]
average = answers.mean(dim=(0, 1))
print(passes, "passes; best five:", average.topk(5).indices.tolist())

# What torchvision says of its weights is in the package; nothing is downloaded.
meta = get_weight("{weights.name}").meta
accuracy = meta["_metrics"]["ImageNet-1K"]
top1, top5, gmacs, parameters = accuracy["acc@1"], accuracy["acc@5"], meta["_ops"], meta["num_params"]
print(f"top-1 {{top1}} %, top-5 {{top5}} %, {{gmacs}} * 10**9 MACs, {{parameters:,}} parameters")
"""
