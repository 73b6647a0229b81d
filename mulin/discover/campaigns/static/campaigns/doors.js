// Doors of a stairwell, also without a signal: what could not be sent waits in this tab and is sent
// when the signal is back. Each visit carries its once-token, so that sending it twice is one visit.
// Only the page's memory holds a note that is personal: nothing of it is written to the device.
document.body.classList.add("c-js");
const unsent = new Map();
const box = document.querySelector("[data-c-unsent]");
const said = box.dataset;
const words = box.querySelector("[data-c-unsent-words]");

for (const form of document.querySelectorAll("[data-c-visit]")) {
  const helps = form.querySelector("[data-c-helps]");
  const show = () => {
    const chosen = form.querySelector("input[name=outcome]:checked");
    helps.classList.toggle("c-shown", Boolean(chosen) && chosen.value === "help");
  };
  form.addEventListener("change", show);
  show();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    if (!data.get("outcome")) return;
    error(form, "");
    form.querySelector("button").setAttribute("aria-disabled", "true");
    send(form, data);
  });
}

async function send(form, data) {
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  } catch (lost) {
    keep(form, data);
    return;
  }
  unsent.delete(form);
  told();
  form.querySelector("button").removeAttribute("aria-disabled");
  const type = answer.headers.get("Content-Type") || "";
  if (!type.includes("json")) {
    error(form, said.lost);
    open(form);
    return;
  }
  const found = await answer.json();
  if (!answer.ok) {
    error(form, found.error);
    open(form);
    return;
  }
  done(form, found);
}

function keep(form, data) {
  unsent.set(form, data);
  state(form, "unsent", said.waiting);
  told();
  next(form);
}

function done(form, found) {
  state(form, found.outcome, found.word);
  sessionStorage.removeItem("mulin:" + form.dataset.mKeep);
  const seen = form.elements.seen;
  seen.value = String(Number(seen.value) + 1);
  form.elements.once.value = crypto.randomUUID ? crypto.randomUUID() : "";
  form.reset();
  form.querySelector("[data-c-helps]").classList.remove("c-shown");
  if (form.closest("details").open) next(form);
}

function next(form) {
  const here = form.closest("[data-c-door]");
  here.querySelector("details").open = false;
  let other = here.nextElementSibling;
  while (other && !other.querySelector(".c-state-new")) other = other.nextElementSibling;
  if (!other) return;
  other.querySelector("details").open = true;
  other.scrollIntoView({ block: "start" });
  other.querySelector("summary").focus();
}

function open(form) {
  form.closest("details").open = true;
}

function state(form, code, word) {
  const mark = form.closest("[data-c-door]").querySelector("[data-c-state]");
  mark.className = "c-state c-state-" + code;
  mark.textContent = word;
}

function error(form, text) {
  const place = form.querySelector("[data-c-error]");
  place.hidden = !text;
  place.textContent = text;
}

function told() {
  box.hidden = unsent.size === 0;
  words.textContent = words.dataset.cUnsentWords.replace("{n}", unsent.size);
}

function again() {
  for (const [form, data] of [...unsent]) send(form, data);
}

addEventListener("online", again);
setInterval(() => unsent.size && again(), 15000);
addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});
