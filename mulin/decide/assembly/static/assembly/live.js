// A cell of the building picture opens its card in place; without this it is a link to the same page.
document.addEventListener("click", async (event) => {
  const cell = event.target.closest("[data-v-cells] a");
  const card = document.getElementById("household");
  if (!cell || !card || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = new URL(cell.getAttribute("href"), location.href);
  const shown = address.href;
  address.searchParams.set("part", "household");
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok) {
    location.href = shown;
    return;
  }
  card.innerHTML = await answer.text();
  history.replaceState(null, "", shown);
  card.scrollIntoView({ block: "nearest" });
  pick(cell.querySelector("use"));
});

// The frame around the chosen cell moves with the choice.
function pick(use) {
  const picture = use && use.closest("svg");
  if (!picture) return;
  for (const old of picture.querySelectorAll(".m-cells-pick")) old.remove();
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  frame.setAttribute("class", "m-cells-pick");
  frame.setAttribute("x", use.getAttribute("x") - 2);
  frame.setAttribute("y", use.getAttribute("y") - 2);
  frame.setAttribute("width", 13);
  frame.setAttribute("height", 19);
  frame.setAttribute("rx", 2);
  picture.append(frame);
}
