// From a search box ArrowDown goes to the first row found; ArrowUp on the first row goes back.
// Enter follows the row's link by itself; rows of one table are walked by app/js/tables.js.
const typing = (at) => at.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(at.tagName);

// "/" means the counter's box here, before the bar at the top hears of it.
document.addEventListener(
  "keydown",
  (event) => {
    const box = document.querySelector("[data-d-counter]");
    if (event.key !== "/" || !box || typing(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    box.focus();
    box.select();
  },
  true,
);

const links = () => [...document.querySelectorAll(".d-found table[data-m-rows] tbody a")];

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const box = event.target.closest("[data-d-counter], [data-m-search]");
  const all = links();
  if (!all.length) return;
  if (box) {
    if (event.key === "ArrowUp") return;
    event.preventDefault();
    all[0].focus();
    return;
  }
  const at = all.indexOf(event.target);
  if (at < 0 || event.defaultPrevented) return;
  event.preventDefault();
  const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) next.focus();
  else if (event.key === "ArrowUp") {
    const back = document.querySelector("[data-d-counter]") || document.querySelector("[data-m-search]");
    if (back) back.focus();
  }
});
