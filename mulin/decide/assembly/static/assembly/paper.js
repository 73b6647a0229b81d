// The paper desk by keyboard alone: a digit is a choice, Enter goes on. Every [data-m-row] is one motion;
// its inputs carry data-m-digit. The scanning field takes the cursor where the page has nothing typed yet.
const rows = [...document.querySelectorAll("[data-m-row]")];
const first = rows[0] && rows[0].querySelector("input");
const scan = document.querySelector("[data-m-scan-value]");
if (document.querySelector("[data-m-focus]")) {
  // the summary of errors has the focus
} else if (first) first.focus();
else if (scan) scan.focus();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
  const here = event.target;
  const row = here.closest("[data-m-row]");
  if (event.key === "Enter" && row) {
    event.preventDefault();
    onward(row);
    return;
  }
  if (!/^[0-9]$/.test(event.key) || typing(here)) return;
  const chosen = (row || rows[0]).querySelector(`[data-m-digit="${event.key}"]`);
  if (!chosen) return;
  event.preventDefault();
  chosen.focus();
  if (chosen.type === "checkbox") chosen.checked = !chosen.checked;
  else {
    chosen.checked = true;
    onward(row || rows[0]);
  }
});

function typing(element) {
  if (["TEXTAREA", "SELECT"].includes(element.tagName)) return true;
  return element.tagName === "INPUT" && !["radio", "checkbox", "button"].includes(element.type);
}

function onward(row) {
  const next = rows[rows.indexOf(row) + 1];
  const target = next ? next.querySelector("input:checked, input") : document.querySelector("[data-m-send]");
  if (!target) return;
  target.focus();
  target.scrollIntoView({ block: "center" });
}
