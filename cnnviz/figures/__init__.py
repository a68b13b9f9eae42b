"""Figures: values in, a plotly figure out, in the colours of `cnnviz.palette`."""
