// A round goes on without a signal. The round's page carries the form of every point that is left;
// what is sent without a signal lies in this phone (IndexedDB, photos too) and goes off by itself when
// the signal is back. The server gets both times. Nothing here decides anything: who may sign in, and
// whether the scanned code is the point's, is judged when it arrives.
const STORE = "stops";

function database() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("mulin-patrol", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, act) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const work = base.transaction(STORE, mode);
    const asked = act(work.objectStore(STORE));
    work.oncomplete = () => resolve(asked.result);
    work.onerror = () => reject(work.error);
  });
}

const keep = (row) => inStore("readwrite", (store) => store.put(row));
const forget = (key) => inStore("readwrite", (store) => store.delete(key));
const waiting = () => inStore("readonly", (store) => store.getAll()).catch(() => []);

async function send(row) {
  const body = new FormData();
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  for (const [name, value] of row.fields) {
    body.append(name, name === "csrfmiddlewaretoken" && token ? token.value : value);
  }
  for (const photo of row.photos) body.append("photos", photo, photo.name || "photo.jpg");
  return fetch(row.url, { method: "POST", body, credentials: "same-origin" });
}

// Sent: the server led on to the round. Anything else is shown and kept, so that nothing is lost.
const arrived = (answer) => answer.ok && answer.redirected && !/\/accounts\//.test(answer.url);

async function flush() {
  const rows = await waiting();
  let gone = 0;
  for (const row of rows) {
    try {
      const answer = await send(row);
      if (arrived(answer)) {
        await forget(row.key);
        gone += 1;
      } else if (answer.status === 422 || answer.status === 404) {
        row.refused = await refusal(answer);
        await keep(row);
      }
    } catch (error) {
      break; // no signal yet
    }
  }
  await show();
  if (gone && document.querySelector("[data-p-round]:not([hidden])")) location.reload();
}

async function refusal(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector(".m-error, [role=alert] p, .m-errors, main h1");
  return said ? said.textContent.trim() : String(answer.status);
}

async function show() {
  const box = document.querySelector("[data-p-waiting]");
  const rows = await waiting();
  for (const mark of document.querySelectorAll("[data-p-kept]")) {
    mark.hidden = !rows.some((row) => row.point === mark.dataset.pKept);
  }
  if (!box) return;
  const word = box.querySelector("[data-p-word]");
  const count = box.querySelector("[data-p-count]");
  const list = box.querySelector("[data-p-list]");
  box.hidden = navigator.onLine && !rows.length;
  word.textContent = navigator.onLine ? word.dataset.pOnline : word.dataset.pOffline;
  count.textContent = rows.length ? count.dataset.pCount.replace("{n}", rows.length) : "";
  list.replaceChildren(
    ...rows.map((row) => {
      const line = document.createElement("li");
      line.textContent = `${row.name} ${row.seen.slice(11, 16)} ${row.refused || ""}`;
      return line;
    }),
  );
}

function locate(form) {
  const said = form.querySelector("[data-p-place]");
  if (!navigator.geolocation) {
    said.textContent = said.dataset.pNoPlace;
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.lat.value = coords.latitude;
      form.elements.lon.value = coords.longitude;
      form.elements.accuracy.value = Math.round(coords.accuracy);
      said.textContent = said.dataset.pPlace.replace("{n}", Math.round(coords.accuracy));
    },
    () => (said.textContent = said.dataset.pNoPlace),
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 20000 },
  );
}

// Local time with its offset, as the server reads it.
function stamp() {
  const now = new Date();
  const away = -now.getTimezoneOffset();
  const two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const local = new Date(now.getTime() + away * 60000).toISOString().slice(0, 19);
  return `${local}${away < 0 ? "-" : "+"}${two(away / 60)}:${two(away % 60)}`;
}

function ready(form) {
  const button = form.querySelector("[data-p-send]");
  const names = [...new Set([...form.querySelectorAll("input[type=radio]")].map((e) => e.name))];
  const update = () => {
    for (const check of form.querySelectorAll(".pt-check")) {
      check.classList.toggle("pt-fine", !check.querySelector("input[value=bad]:checked"));
    }
    const left = names.filter((name) => !form.querySelector(`input[name="${name}"]:checked`)).length;
    button.disabled = left > 0;
    button.textContent = left ? button.dataset.pLeft.replace("{n}", left) : button.dataset.pReady;
  };
  form.addEventListener("change", update);
  update();
  const photos = form.querySelector("[data-p-photos]");
  photos.addEventListener("change", () => {
    const shots = [...photos.files].map((file) => {
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      return image;
    });
    form.querySelector("[data-p-shots]").replaceChildren(...shots);
  });
  locate(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, button);
  });
}

async function submit(form, button) {
  if (button.disabled) return;
  button.disabled = true;
  form.elements.seen.value = stamp();
  const data = new FormData(form);
  const photos = data.getAll("photos").filter((file) => file.size);
  const row = {
    key: form.action,
    url: form.action,
    point: form.action.replace(/-/g, "").split("/").filter(Boolean).pop(),
    name: form.dataset.pStop,
    seen: form.elements.seen.value,
    fields: [...data].filter(([name]) => name !== "photos"),
    photos,
  };
  try {
    const answer = await send(row);
    if (arrived(answer)) {
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fault = page.querySelector(".m-errors, .m-error-summary, [data-m-focus]");
    told(form, fault ? fault.textContent.trim() : page.title, true);
  } catch (error) {
    await keep(row);
    told(form, form.dataset.pStored, false);
    back();
    await show();
  }
  button.disabled = false;
}

function told(form, words, bad) {
  let box = form.querySelector("[data-p-told]");
  if (!box) {
    box = document.createElement("div");
    box.dataset.pTold = "";
    box.setAttribute("role", "alert");
    form.prepend(box);
  }
  box.className = bad ? "m-alert m-alert-bad" : "m-alert m-alert-wait";
  box.textContent = words;
  box.scrollIntoView({ block: "center" });
}

// Without a signal a point's form is taken from the page itself.
const round = document.querySelector("[data-p-round]");
const here = document.querySelector("[data-p-here]");

function open(point, token) {
  const kept = document.querySelector(`template[data-p-point="${point}"]`);
  if (!kept || !here) return;
  const place = here.querySelector("[data-p-form]");
  place.replaceChildren(kept.content.cloneNode(true));
  here.querySelector("[data-p-title]").textContent = kept.dataset.pName;
  const form = place.querySelector("form");
  form.elements.token.value = token || "";
  const why = form.querySelector("[data-p-why]");
  if (token && why) why.hidden = true;
  round.hidden = true;
  here.hidden = false;
  toggleBar(true);
  ready(form);
  scrollTo(0, 0);
}

function back() {
  if (!here || here.hidden) return;
  here.hidden = true;
  round.hidden = false;
  toggleBar(false);
}

function toggleBar(hidden) {
  const bar = document.querySelector("[data-p-bar]");
  if (bar) bar.hidden = hidden;
}

async function digest(text) {
  if (!crypto.subtle) return "";
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-p-go]");
  if (link && !navigator.onLine) {
    event.preventDefault();
    open(link.dataset.pGo, "");
  }
  if (event.target.closest("[data-p-back]")) back();
  if (event.target.closest("[data-p-scan]")) {
    const start = document.querySelector("#scan [data-m-scan-start]:not([hidden])");
    if (start) start.click();
  }
});

const find = document.querySelector("[data-p-find]");
if (find) {
  find.addEventListener("submit", async (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const token = find.elements.code.value.trim().replace(/\/+$/, "").split("/").pop();
    const wanted = await digest(token);
    const kept = document.querySelector(`template[data-p-digest="${wanted}"]`);
    if (kept) open(kept.dataset.pPoint, token);
  });
}

for (const form of document.querySelectorAll("form[data-p-stop]")) ready(form);
addEventListener("online", flush);
addEventListener("offline", show);
setInterval(() => navigator.onLine && flush(), 20000);
show();
if (navigator.onLine) flush();
