"""The statistics: pure functions over columns, ignorant of formats, charts and widgets."""
