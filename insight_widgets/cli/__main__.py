"""``python -m insight_widgets.cli``."""

import sys

from insight_widgets.cli.command_line import main

sys.exit(main())
