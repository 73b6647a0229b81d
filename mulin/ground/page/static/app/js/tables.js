// Lists: the arrows move between the rows of <table data-m-rows>; a changed filter asks at once.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.target.closest("table[data-m-rows] tbody tr");
  if (!row || ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName)) return;
  const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  const link = next && next.querySelector("a, button, input");
  if (!link) return;
  event.preventDefault();
  link.focus();
});

document.addEventListener("change", (event) => {
  const select = event.target.closest("select[data-m-auto]");
  if (select && select.form) select.form.requestSubmit();
});

// Select all rows: <input type="checkbox" data-m-all="name">
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-m-all]");
  if (!all) return;
  for (const box of document.querySelectorAll(`input[name="${all.dataset.mAll}"]`)) {
    box.checked = all.checked;
  }
});

// A part that scrolls sideways can be reached and moved with the keyboard; others are no stop.
const reach = () => {
  for (const part of document.querySelectorAll(".m-scroll, .m-cells")) {
    if (part.scrollWidth > part.clientWidth + 1) {
      part.tabIndex = 0;
      part.setAttribute("role", "region");
      const named = part.querySelector("caption, [aria-label]");
      const name = named && (named.getAttribute("aria-label") || named.textContent);
      if (name) part.setAttribute("aria-label", name);
    } else part.removeAttribute("tabindex");
  }
};
addEventListener("resize", reach);
reach();
