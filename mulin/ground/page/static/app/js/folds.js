// Parts of the side that can be folded, <details data-m-fold="name">, stay as this person left them;
// the one we are in is always open.
const KEY = "mulin:folds";

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "{}");
  } catch {
    return {};
  }
}

for (const fold of document.querySelectorAll("details[data-m-fold]")) {
  const name = fold.dataset.mFold;
  const was = kept()[name];
  if (was !== undefined && !("mHere" in fold.dataset)) fold.open = was;
  fold.querySelector("summary").addEventListener("click", () => {
    localStorage.setItem(KEY, JSON.stringify({ ...kept(), [name]: !fold.open }));
  });
}
