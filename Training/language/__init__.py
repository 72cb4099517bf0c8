"""Trains the language model of Chancery: treebanks and MiniLM in, one safetensors file out.

The parts, from the ground up: `treebank` and `entities` read the data; `lemmas`, `labels`,
`wordpieces` and `augment` turn sentences into numbers; `batches` packs them; `encoder`, `heads`
and `model` are the network; `decode` and `coreference` turn its numbers into decisions, without
PyTorch; `score` and `evaluate` measure; `ahead` makes batches in other processes; `train`,
`average`, `export` and `fixture` are what `make` runs.
"""
