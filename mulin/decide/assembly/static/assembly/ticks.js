// Ticking all rows of the page, and saying how many are ticked.
const all = document.querySelector("[data-v-all]");
const ticks = [...document.querySelectorAll("[data-v-tick]")];
const count = document.querySelector("[data-v-count]");

function say() {
  const n = ticks.filter((tick) => tick.checked).length;
  if (count) count.textContent = n ? `选了 ${n} 户。` : "先在左边勾选。";
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
