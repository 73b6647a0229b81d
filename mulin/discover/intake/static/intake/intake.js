// Reporting and working on tickets: photographs are shown before they are sent, and a voice is recorded
// where the browser can. Without this script both are plain file fields.
for (const input of document.querySelectorAll("[data-i-photos]")) photos(input);
for (const box of document.querySelectorAll("[data-i-voice]")) voice(box);
nameless();

function photos(input) {
  const box = input.closest("[data-i-shots]");
  let kept = [];
  input.addEventListener("change", () => {
    const known = new Set(kept.map((f) => f.name + f.size));
    kept = kept.concat([...input.files].filter((f) => !known.has(f.name + f.size))).slice(0, 9);
    const bag = new DataTransfer();
    kept.forEach((f) => bag.items.add(f));
    input.files = bag.files;
    if (box) draw(box, kept);
  });
}

function draw(box, files) {
  box.querySelectorAll("img").forEach((i) => i.remove());
  files.forEach((file) => {
    const image = document.createElement("img");
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    box.insertBefore(image, box.lastElementChild);
  });
  const told = box.parentElement.querySelector("[data-i-shots-count]");
  if (told) told.textContent = files.length ? `${files.length}` : "";
}

function voice(box) {
  const form = box.closest("form");
  const field = form.querySelector("[data-i-voice-file]");
  if (!window.MediaRecorder || !navigator.mediaDevices || !field) return;
  box.hidden = false;
  const button = box.querySelector("[data-i-record]");
  const word = box.querySelector("[data-i-word]");
  const told = box.querySelector("[data-i-told]");
  const play = box.querySelector("[data-i-play]");
  let recorder = null;
  let began = 0;
  let ticking = 0;
  button.addEventListener("click", async () => {
    if (recorder && recorder.state === "recording") return recorder.stop();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      recorder = new MediaRecorder(stream);
    } catch (error) {
      box.hidden = true; // no microphone, or not allowed: the file field below remains
      return;
    }
    const pieces = [];
    recorder.addEventListener("dataavailable", (e) => pieces.push(e.data));
    recorder.addEventListener("stop", () => {
      clearInterval(ticking);
      recorder.stream.getTracks().forEach((t) => t.stop());
      const type = (recorder.mimeType || "audio/webm").split(";")[0];
      const file = new File(pieces, type === "audio/mp4" ? "voice.m4a" : "voice.webm", { type });
      const bag = new DataTransfer();
      bag.items.add(file);
      field.files = bag.files;
      play.src = URL.createObjectURL(file);
      play.hidden = false;
      word.textContent = word.dataset.again;
    });
    recorder.start();
    began = Date.now();
    word.textContent = word.dataset.stop;
    ticking = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      told.textContent = `0:${String(seconds).padStart(2, "0")}`;
      if (seconds >= 59) recorder.stop();
    }, 500);
  });
}

// Only some kinds may be reported without a name; the box follows the kind.
function nameless() {
  const box = document.querySelector("[data-i-anonymous]");
  if (!box) return;
  const kinds = [...document.querySelectorAll("input[name=category]")];
  const follow = () => {
    const chosen = kinds.find((k) => k.checked);
    const may = !chosen || chosen.hasAttribute("data-i-nameless");
    box.disabled = !may;
    if (!may) box.checked = false;
  };
  kinds.forEach((k) => k.addEventListener("change", follow));
  follow();
}
