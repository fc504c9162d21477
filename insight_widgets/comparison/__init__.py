"""Train against another split: what differs by more than chance would make it, as data and in words."""
