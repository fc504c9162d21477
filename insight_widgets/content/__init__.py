"""The content of image files, compared: exact copies and near ones, within a split and between splits."""
