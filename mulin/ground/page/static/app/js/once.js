// A form marked data-m-once is sent once: the second click finds the button busy. The server keeps
// its own guard (the once-token); this only spares people the wait. Back from the next page, it works again.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-m-once]");
  if (!form || event.defaultPrevented) return;
  if (form.dataset.mSent) {
    event.preventDefault();
    return;
  }
  form.dataset.mSent = "1";
  // after the browser has read the pressed button's own name and value
  setTimeout(() => busy(form, true));
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-m-sent]")) {
    delete form.dataset.mSent;
    busy(form, false);
  }
});

function busy(form, on) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// A main button that waits for choices: data-m-needs="m1 m2" names radio groups. Its own text is the
// sentence for "all chosen" (data-m-ready); data-m-waiting holds "还有 {n} 项没选".
for (const button of document.querySelectorAll("[data-m-needs]")) {
  const names = button.dataset.mNeeds.split(" ").filter(Boolean);
  const waiting = button.dataset.mWaiting;
  const ready = button.dataset.mReady;
  const update = () => {
    const left = names.filter((n) => !document.querySelector(`input[name="${n}"]:checked`)).length;
    button.disabled = left > 0;
    if (left && waiting) button.textContent = waiting.replace("{n}", left);
    if (!left && ready) button.textContent = ready;
  };
  document.addEventListener("change", update);
  update();
}
