"""Occlusion maps that compute only what the occluder changes: its shadow in each layer.

The clean picture's activations are kept. For a position of the occluder, an operation is computed anew only at the
places that its change can reach (`spans`), on a cut-out of what is known (`cutting`); from where that is nearly
the whole map, whole maps are computed (`plan`). What an operation reaches is read off a run (`program`,
`local`), so that it does not matter how the network is written. The values are those of full passes up to
rounding: each cell is computed from the same numbers by the same operation, convolutions on a CPU partly by an
algorithm with fewer multiplications (`winograd`), whose rounding errors are smaller.
"""
