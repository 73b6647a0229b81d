// Where a point stands: a tap on the compound's picture fills the form's thousandths.
for (const map of document.querySelectorAll("[data-p-point]")) {
  if (map.tagName.toLowerCase() !== "svg") continue;
  const form = map.closest("form");
  const put = map.querySelector("[data-p-put]");
  const box = map.viewBox.baseVal;
  const show = (right, down) => {
    put.setAttribute("cx", (right * box.width) / 1000);
    put.setAttribute("cy", (down * box.height) / 1000);
    put.removeAttribute("hidden");
  };
  if (form.elements.right.value) show(form.elements.right.value, form.elements.down.value);
  map.addEventListener("click", (event) => {
    event.preventDefault();
    const seen = map.getBoundingClientRect();
    const right = Math.round(((event.clientX - seen.left) / seen.width) * 1000);
    const down = Math.round(((event.clientY - seen.top) / seen.height) * 1000);
    form.elements.right.value = right;
    form.elements.down.value = down;
    show(right, down);
  });
}
