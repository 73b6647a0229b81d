// Dialogs: data-m-open="id" opens, data-m-close closes. Unmasking: a button with data-m-unmask="url"
// asks for a reason and puts the answer of that address in its place.
let asked = null;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-m-open]");
  if (opener) document.getElementById(opener.dataset.mOpen).showModal();

  const closer = event.target.closest("[data-m-close]");
  if (closer) closer.closest("dialog").close();

  const ask = event.target.closest("[data-m-unmask]");
  const dialog = document.getElementById("unmask");
  if (ask && dialog) {
    asked = ask;
    dialog.querySelector("form").reset();
    dialog.querySelector("[data-m-unmask-what]").textContent = ask.dataset.mWhat || "";
    say(dialog, "");
    dialog.showModal();
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-m-unmask-form]");
  if (!form) return;
  event.preventDefault();
  const dialog = form.closest("dialog");
  const data = new FormData(form);
  const reason = [data.get("reason"), data.get("note")].filter(Boolean).join("：").trim();
  if (!reason) {
    say(dialog, form.querySelector("[name=note]").previousElementSibling.textContent);
    form.querySelector("[name=note]").focus();
    return;
  }
  data.set("reason", reason);
  const answer = await fetch(asked.dataset.mUnmask, {
    method: "POST",
    body: data,
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
  });
  const body = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok) {
    const place = asked.closest(".m-masked") || asked;
    place.replaceWith(...body.body.childNodes);
    dialog.close();
  } else {
    const why = body.querySelector(".m-message") || body.body;
    say(dialog, why.textContent.replace(/\s+/g, " ").trim().slice(0, 200));
  }
});

function say(dialog, text) {
  const place = dialog.querySelector("[data-m-unmask-error]");
  place.textContent = text;
  place.hidden = !text;
}

// After a failed form the summary of errors gets the focus, so that it is read and seen.
const summary = document.querySelector("[data-m-focus]");
if (summary) summary.focus();
