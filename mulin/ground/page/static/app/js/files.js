// A file that the server would not take is told before it is sent: the server hangs up on a request that
// large, and all a browser can show of that is a broken connection. The words stand on <body>.
const MOST = 64 * 1024 * 1024 - 64 * 1024;

addEventListener(
  "submit",
  (event) => {
    const inputs = [...event.target.querySelectorAll("input[type=file]")];
    for (const old of event.target.querySelectorAll("[data-m-told]")) old.remove();
    const bytes = inputs.flatMap((i) => [...i.files]).reduce((sum, file) => sum + file.size, 0);
    if (bytes <= MOST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const chosen = inputs.find((i) => i.files.length);
    const words = document.createElement("p");
    words.className = "m-error";
    words.dataset.mTold = "";
    words.setAttribute("role", "alert");
    words.textContent = document.body.dataset.mLarge;
    chosen.after(words);
    chosen.focus();
  },
  true,
);
