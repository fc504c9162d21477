"""Data of any size, counted part by part: the same counts as those of data that are read whole.

``contract`` says what a source of parts is, ``running`` counts them by an engine and adds up in ``total``;
``table_source`` and what else ends in ``_source`` tell where parts come from.
"""
