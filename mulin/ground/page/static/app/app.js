// What every page needs. Each module looks for its own data-m-* marks and does nothing without them;
// every page works without any of this, only less comfortably.
import "./js/menus.js";
import "./js/dialogs.js";
import "./js/folds.js";
import "./js/files.js";
import "./js/once.js";
import "./js/keep.js";
import "./js/tables.js";
import "./js/search.js";
import "./js/copy.js";
