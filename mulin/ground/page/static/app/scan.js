// <c-scan>: the camera where the browser can read QR codes, else only the text field, into which hand
// scanners type (they end with Enter, which sends the form).
for (const box of document.querySelectorAll("[data-m-scan]")) scanner(box);

async function scanner(box) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const kinds = await BarcodeDetector.getSupportedFormats();
  if (!kinds.includes("qr_code")) return;
  const start = box.querySelector("[data-m-scan-start]");
  const video = box.querySelector("[data-m-scan-video]");
  const value = box.querySelector("[data-m-scan-value]");
  const said = box.querySelector("[data-m-scan-said]");
  let stream = null;

  const stop = () => {
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = null;
    video.hidden = true;
  };

  start.hidden = false;
  start.addEventListener("click", async () => {
    if (stream) {
      stop();
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch (error) {
      said.textContent = box.dataset.mScanDenied || error.message;
      return;
    }
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    while (stream) {
      const found = await detector.detect(video);
      if (found.length) {
        value.value = found[0].rawValue;
        stop();
        value.dispatchEvent(new Event("change", { bubbles: true }));
        if (box.hasAttribute("data-m-scan-send")) value.form.requestSubmit();
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  });
  addEventListener("pagehide", stop);
}
