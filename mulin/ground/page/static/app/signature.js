// The signature pad of <c-sign>: pen, finger or mouse on a canvas, the picture as PNG in a hidden field.
// The keyboard way is the text field beside it. A finger's picture is no reliable electronic signature;
// the component says so.
for (const box of document.querySelectorAll("[data-m-sign]")) pad(box);

function pad(box) {
  const canvas = box.querySelector("[data-m-sign-pad]");
  const value = box.querySelector("[data-m-sign-value]");
  const pen = canvas.getContext("2d");
  let last = null;

  const fit = () => {
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    const wide = Math.round(canvas.clientWidth * scale);
    const high = Math.round(canvas.clientHeight * scale);
    if (!wide || (canvas.width === wide && canvas.height === high)) return;
    canvas.width = wide; // also wipes the picture
    canvas.height = high;
    pen.scale(scale, scale);
    pen.lineWidth = 3.2;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#101613";
    value.value = "";
  };

  const at = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };

  canvas.addEventListener("pointerdown", (event) => {
    fit();
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(last[0] + 0.1, last[1]);
    pen.stroke();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = at(event);
    const between = [(last[0] + here[0]) / 2, (last[1] + here[1]) / 2];
    pen.quadraticCurveTo(...last, ...between);
    pen.stroke();
    last = here;
  });
  const lift = () => {
    if (!last) return;
    last = null;
    value.value = canvas.toDataURL("image/png");
    value.dispatchEvent(new Event("change", { bubbles: true }));
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);

  box.querySelector("[data-m-sign-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    value.value = "";
    value.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const kept = value.value; // what came back with a refusal
  fit();
  if (kept) show(kept);

  function show(picture) {
    const image = new Image();
    image.onload = () => {
      pen.drawImage(image, 0, 0, canvas.clientWidth, canvas.clientHeight);
      value.value = picture;
    };
    image.src = picture;
  }
}
