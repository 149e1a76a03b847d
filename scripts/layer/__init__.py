"""Training the learned layer: sentences with their labels in, `seed/lexicon/layer.yaml` out.

    .venv/bin/python -m scripts.layer           trains, chooses thresholds, writes the file
    .venv/bin/python -m scripts.layer --check   says if training again would give another file

Everything is counted in whole numbers and in a fixed order, so that every machine gets the same
bytes from the same sentences and lexicon.
"""
