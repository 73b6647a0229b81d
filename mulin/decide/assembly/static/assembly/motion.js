// Of a motion's form only the parts that fit the chosen scope and matter are shown; without this, all are.
const form = document.querySelector("[data-v-motion]");

if (form) {
  const update = () => {
    const chosen = form.querySelector("[name=scope]:checked");
    for (const part of form.querySelectorAll("[data-v-scope]")) {
      part.hidden = !chosen || part.dataset.vScope !== chosen.value;
    }
    for (const part of form.querySelectorAll("[data-v-kind]")) {
      part.hidden = part.dataset.vKind !== form.elements.kind.value && !part.querySelector(":checked");
    }
  };
  form.addEventListener("change", update);
  update();
}
