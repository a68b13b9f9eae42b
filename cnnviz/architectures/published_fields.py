"""Receptive fields as Araujo, Norris and Sim list them (Distill 2019, and the table of their library).

Their networks are TF-Slim's. Where a ResNet block ends there, the stride of its last unit is already taken; the field
is the same as the paper's, whose next block begins with it.
"""

from cnnviz.architectures.published import Published

_SOURCE = "Araujo, Norris & Sim 2019"
_ENDS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
_RESNET = {50: (35, 99, 291, 483), 101: (35, 99, 835, 1027), 152: (35, 163, 1315, 1507)}

_LISTED: dict[str, str] = {
    "alexnet": "conv1 11 pool1 19 conv2 51 conv3 99 conv4 131 conv5 163 pool5 195",
    "vgg_a": "conv1_1 3 pool1 4 conv2_1 8 pool2 10 conv3_1 18 conv3_2 26 pool3 30 conv4_1 46 conv4_2 62 pool4 70 "
    "conv5_1 102 conv5_2 134 pool5 150",
    "vgg_d": "conv1_1 3 pool1 6 conv2_1 10 pool2 16 conv3_1 24 conv3_2 32 pool3 44 conv4_1 60 conv4_2 76 pool4 100 "
    "conv5_1 132 conv5_2 164 pool5 212",
    "inception_v3": "conv_1a 3 conv_2a 7 conv_2b 11 pool_3a 15 conv_3b 15 conv_4a 23 pool_5a 31 mixed_5b.concat 63 "
    "mixed_5c.concat 95 mixed_5d.concat 127 mixed_6a.concat 159 mixed_6b.concat 351 mixed_6c.concat 543 "
    "mixed_6d.concat 735 mixed_6e.concat 927 mixed_7a.concat 1055 mixed_7b.concat 1183 mixed_7c.concat 1311",
    "mobilenet_v1": "conv0 3 separable1.pointwise 7 separable2.pointwise 11 separable3.pointwise 19 "
    "separable4.pointwise 27 separable5.pointwise 43 separable6.pointwise 59 separable7.pointwise 91 "
    "separable8.pointwise 123 separable9.pointwise 155 separable10.pointwise 187 separable11.pointwise 219 "
    "separable12.pointwise 251 separable13.pointwise 315",
    **{
        f"resnet{depth}": " ".join(
            f"conv{stage}_{end}.relu {field}"
            for stage, end, field in zip((2, 3, 4, 5), _ENDS[depth], fields, strict=True)
        )
        for depth, fields in _RESNET.items()
    },
}


def _entries() -> tuple[Published, ...]:
    found = []
    for network, text in _LISTED.items():
        words = text.split()
        for part, field in zip(words[::2], words[1::2], strict=True):
            found.append(Published(network, "field", part, int(field), 1, _SOURCE))
    return tuple(found)


FIELDS = _entries()
"""Layer by layer, for every network that both they and we have."""
