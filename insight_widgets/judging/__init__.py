"""What training curves say: a verdict for each loss, the numbers it rests on, and what to do.

``course`` describes a curve in a few robust numbers, ``rule`` holds the thresholds, ``verdict`` puts the two
together, ``headline`` chooses what is said of the whole run.
"""
