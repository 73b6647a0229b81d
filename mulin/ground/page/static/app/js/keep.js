// Typed values survive a lost connection or a reload: <form data-m-keep="name">, in this tab only.
// Never kept: passwords, files, hidden fields, tokens, whatever carries data-m-private (ballots), and what
// its name says is a telephone or an identity number. Sent forms are forgotten when the next page loads
// without errors; all of them when one signs out, for the next person may sit at the same screen.
const PREFIX = "mulin:";
const NUMBERS = /(^|_)(phone|id_number|last_four)$/;

// The page after a successful send: forget what was kept. The door is no such page (who was asked to
// sign in first has sent nothing), nor is a refusal or a fault, nor what one goes back to, loads again or
// comes to from elsewhere after a lost connection.
const arrival = performance.getEntriesByType("navigation")[0];
const unsent =
  document.querySelector("form[data-m-door], [data-m-unsent]") ||
  (arrival && arrival.type !== "navigate");
const from = document.referrer ? new URL(document.referrer).pathname : "";
for (const name of Object.keys(sessionStorage)) {
  if (!name.startsWith(PREFIX) || !name.endsWith(":sent")) continue;
  const kept = name.slice(0, -":sent".length);
  const here = document.querySelector(`form[data-m-keep="${kept.slice(PREFIX.length)}"]`);
  const elsewhere = from !== (read(name) || {}).at;
  if (!unsent && !elsewhere && (!here || !here.querySelector("[data-m-focus]"))) sessionStorage.removeItem(kept);
  sessionStorage.removeItem(name);
}

for (const form of document.querySelectorAll("form[data-m-keep]")) {
  const key = PREFIX + form.dataset.mKeep;
  const failed = form.querySelector("[data-m-focus]");
  if (!failed) restore(form, read(key));
  form.addEventListener("input", () => write(key, values(form)));
  form.addEventListener("submit", () => write(key + ":sent", { at: location.pathname }));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-m-leave]")) return;
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  }
});

function fields(form) {
  return [...form.elements].filter(
    (e) =>
      e.name &&
      !["password", "file", "hidden", "submit", "button"].includes(e.type) &&
      !e.closest("[data-m-private]") &&
      !NUMBERS.test(e.name) &&
      e.type !== "tel" &&
      e.autocomplete !== "off",
  );
}

function values(form) {
  const found = {};
  for (const e of fields(form)) {
    if (e.type === "checkbox" || e.type === "radio") {
      if (e.checked) (found[e.name] = found[e.name] || []).push(e.value);
    } else if (e.value !== given(e)) found[e.name] = [e.value, given(e)];
  }
  return found;
}

// What the server wrote into a field. Kept words come back only where it still stands: who corrects a
// text loses nothing, and nothing that was saved since is covered up.
function given(e) {
  if (!e.options) return e.defaultValue;
  const chosen = [...e.options].find((o) => o.defaultSelected) || e.options[0];
  return chosen ? chosen.value : "";
}

function restore(form, found) {
  if (!found) return;
  for (const e of fields(form)) {
    if (!(e.name in found)) continue;
    if (e.type === "checkbox" || e.type === "radio") e.checked = found[e.name].includes(e.value);
    else if (found[e.name][1] === given(e)) e.value = found[e.name][0];
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch (error) {
    return null;
  }
}

function write(key, found) {
  try {
    sessionStorage.setItem(key, JSON.stringify(found));
  } catch (error) {
    // storage is full or forbidden: nothing is kept, nothing breaks
  }
}
