// <button data-m-copy="text"> copies; data-m-print prints; data-m-speak="#id" reads a part aloud.
document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-m-copy]");
  if (copy && navigator.clipboard) {
    await navigator.clipboard.writeText(copy.dataset.mCopy);
    if (copy.dataset.mCopied) copy.textContent = copy.dataset.mCopied;
  }
  if (event.target.closest("[data-m-print]")) print();

  const speak = event.target.closest("[data-m-speak]");
  if (speak && window.speechSynthesis) {
    speechSynthesis.cancel();
    const text = document.querySelector(speak.dataset.mSpeak).textContent.replace(/\s+/g, " ");
    const said = new SpeechSynthesisUtterance(text);
    said.lang = document.documentElement.lang.startsWith("en") ? "en" : "zh-CN";
    speechSynthesis.speak(said);
  }
});

// Reading aloud is offered only where the browser can.
if (!window.speechSynthesis) {
  for (const button of document.querySelectorAll("[data-m-speak]")) button.hidden = true;
}
