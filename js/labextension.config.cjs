/** Where the extension finds the bundle that widgets and pages have too: it becomes a piece of its own. */

const path = require("node:path");

module.exports = {
  resolve: {
    alias: {
      "insight-widgets-report": path.join(__dirname, "..", "insight_widgets", "static", "report.js"),
    },
  },
};
