// A finger on the building's picture says where the photo was taken; the list of places serves who
// does not point. The picture is drawn in decimetres, so a point of it is what is sent.
const picture = document.querySelector("[data-w-house]");
if (picture) begin(picture);

function begin(svg) {
  const form = svg.closest("form"), mark = svg.querySelector("[data-w-point]");
  const told = form.querySelector("[data-w-told]"), spot = form.elements.spot;

  function show(x, y) {
    form.elements.along.value = Math.round(x);
    form.elements.across.value = Math.round(y);
    mark.setAttribute("transform", `translate(${Math.round(x)} ${Math.round(y)})`);
    mark.removeAttribute("hidden");
    told.textContent = spot.options[0].text;
  }
  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    spot.value = "";
    show(at.x, at.y);
  });
  spot.addEventListener("change", () => {
    if (!spot.value) return;
    form.elements.along.value = form.elements.across.value = "";
    mark.setAttribute("hidden", "");
    told.textContent = spot.selectedOptions[0].text;
  });
  if (form.elements.along.value) show(Number(form.elements.along.value), Number(form.elements.across.value));
}
