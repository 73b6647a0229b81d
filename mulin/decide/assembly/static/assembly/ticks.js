// Ticking all rows of the page, and saying how many are ticked; where the form lies far below the
// list, a button that leads to it.
const all = document.querySelector("[data-v-all]");
const ticks = [...document.querySelectorAll("[data-v-tick]")];
const count = document.querySelector("[data-v-count]");
const jump = document.querySelector("[data-v-jump]");

function say() {
  const n = ticks.filter((tick) => tick.checked).length;
  if (count) count.textContent = n ? count.dataset.vSome.replace("{n}", n) : count.dataset.vNone;
  if (jump) {
    jump.hidden = n === 0;
    jump.textContent = jump.dataset.vSome.replace("{n}", n);
  }
  if (all) all.checked = n > 0 && n === ticks.length;
}

if (all) {
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    say();
  });
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-v-tick]")) say();
});
say();
