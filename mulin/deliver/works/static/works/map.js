// The map is a scrolling box: fingers and wheels move it without any script. This adds what a mouse
// lacks: dragging, zooming by buttons, fitting to the window, and a view that opens on what is chosen.
const STEP = 1.35, LEAST = 0.35, MOST = 4;

for (const box of document.querySelectorAll("[data-w-map]")) begin(box);

function begin(box) {
  const svg = box.querySelector("svg");
  const size = [Number(svg.dataset.wWidth), Number(svg.dataset.wHeight)];
  const tools = box.parentElement.querySelector("[data-w-tools]");
  const bar = box.parentElement.querySelector("[data-w-scale]");
  let scale = 1;

  // The bar of fifty metres grows with the map.
  function measure() {
    const long = Math.round(Number(bar.dataset.wScale) * scale);
    const line = bar.querySelector("svg"), [across, end] = line.querySelectorAll("path");
    line.setAttribute("width", long + 1);
    across.setAttribute("d", `M.5 0V8.5M.5 4.5H${long}`);
    end.setAttribute("d", `M${long} 0v9`);
  }

  function zoom(to, x = box.clientWidth / 2, y = box.clientHeight / 2) {
    to = Math.min(MOST, Math.max(LEAST, to));
    const [left, top] = [(box.scrollLeft + x) / scale, (box.scrollTop + y) / scale];
    scale = to;
    svg.setAttribute("width", Math.round(size[0] * scale));
    svg.setAttribute("height", Math.round(size[1] * scale));
    if (bar) measure();
    box.scrollTo(left * scale - x, top * scale - y);
  }
  const fit = () => Math.min(1, box.clientWidth / size[0]);

  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const how = event.target.closest("[data-w-zoom]")?.dataset.wZoom;
    if (how === "+") zoom(scale * STEP);
    else if (how === "-") zoom(scale / STEP);
    else if (how === "0") zoom(fit());
  });
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const at = box.getBoundingClientRect();
    zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - at.left, event.clientY - at.top);
  }, { passive: false });

  // Arrows scroll the box by themselves; plus, minus and nought are ours.
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { "+": scale * STEP, "=": scale * STEP, "-": scale / STEP, "0": fit() }[event.key];
    if (to) { event.preventDefault(); zoom(to); }
  });

  let from = null, moved = false;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    from = [event.clientX + box.scrollLeft, event.clientY + box.scrollTop];
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [from[0] - event.clientX, from[1] - event.clientY];
    if (Math.abs(x - box.scrollLeft) + Math.abs(y - box.scrollTop) > 4) moved = true;
    if (moved) box.scrollTo(x, y);
  });
  addEventListener("pointerup", () => { from = null; });
  box.addEventListener("dragstart", (event) => event.preventDefault());
  // A drag that ends on a building does not open it.
  box.addEventListener("click", (event) => {
    if (moved) event.preventDefault();
    moved = false;
  }, true);

  const wide = matchMedia("(min-width: 900px)").matches;
  if (wide && size[0] > box.clientWidth) zoom(fit());
  const picked = svg.querySelector("[aria-current]");
  if (picked) {
    const [it, us] = [picked.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollTo(it.left - us.left - us.width / 2, it.top - us.top - us.height / 2);
  }
}
