// Of a motion's form only the picture that fits the chosen scope is shown; without this, both are.
const form = document.querySelector("[data-v-motion]");

if (form) {
  const update = () => {
    const chosen = form.querySelector("[name=scope]:checked");
    for (const part of form.querySelectorAll("[data-v-scope]")) {
      part.hidden = !chosen || part.dataset.vScope !== chosen.value;
    }
  };
  form.addEventListener("change", update);
  update();
}
