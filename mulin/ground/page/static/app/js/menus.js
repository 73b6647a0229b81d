// Menus are <details data-m-menu>: one open at a time, closed by Escape or a click elsewhere.
// The side navigation on narrow screens opens by :target; here it learns Escape and gets the focus.
const open = () => [...document.querySelectorAll("details[data-m-menu][open]")];

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (location.hash === "#side") {
    location.hash = "#main";
    const burger = document.querySelector("[data-m-side]");
    if (burger) burger.focus();
  }
});

addEventListener("hashchange", () => {
  if (location.hash === "#side") document.querySelector("#side a").focus();
});
