// The dispatcher's list by keyboard: arrows move, blank ticks, D goes to the select, O opens, [ ] turn pages.
// What is ticked, and where one is, outlives the list's own renewal every twenty seconds.
const panel = document.getElementById("panel");
let here = panel ? panel.dataset.iFirst : "";
let ticked = new Set();

const rows = () => [...document.querySelectorAll("[data-i-row]")];
const row = (id) => rows().find((r) => r.dataset.iRow === id);

function show(target, load) {
  rows().forEach((r) => r.classList.toggle("i-at", r === target));
  if (!target) return;
  here = target.dataset.iRow;
  target.scrollIntoView({ block: "nearest" });
  if (load) window.htmx.ajax("GET", target.dataset.iPanel, { target: "#panel", swap: "innerHTML" });
}

let waiting = 0;
function move(step) {
  const all = rows();
  const at = all.findIndex((r) => r.dataset.iRow === here);
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  if (!next) return;
  show(next, false);
  clearTimeout(waiting);
  waiting = setTimeout(() => show(next, true), 150);
}

function count() {
  const boxes = [...document.querySelectorAll("#bulk input[name=pick]")];
  ticked = new Set(boxes.filter((b) => b.checked).map((b) => b.value));
  rows().forEach((r) => r.classList.toggle("i-on", ticked.has(r.dataset.iRow)));
  const bar = document.querySelector("[data-i-bar]");
  if (!bar) return;
  bar.hidden = ticked.size === 0;
  bar.querySelector("[data-i-count]").textContent = String(ticked.size);
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
  const at = row(here);
  const acts = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    j: () => move(1),
    k: () => move(-1),
    " ": () => at && tick(at),
    d: () => panel.querySelector("[data-i-to]")?.focus(),
    o: () => at && location.assign(at.querySelector("td a").href),
    "[": () => document.querySelector(".m-pager a[rel=prev]")?.click(),
    "]": () => document.querySelector(".m-pager a[rel=next]")?.click(),
  };
  const act = acts[event.key] || acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

function tick(target) {
  const box = target.querySelector("input[name=pick]");
  box.checked = !box.checked;
  count();
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-i-row]");
  if (event.target.closest("[data-i-clear]")) {
    document.querySelectorAll("#bulk input[type=checkbox]").forEach((b) => (b.checked = false));
    return count();
  }
  if (!target || event.target.closest("a, input, button")) return;
  show(target, true);
});
document.addEventListener("change", (event) => {
  if (event.target.closest("#bulk")) setTimeout(count, 0);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "live" && event.detail.target?.id !== "live") return;
  for (const box of document.querySelectorAll("#bulk input[name=pick]")) box.checked = ticked.has(box.value);
  count();
  show(row(here), false);
});
show(row(here), false);
