// Fields that matter in one case only: [data-shown-when="tenure=leased,shared"] inside a form.
function valueOf(form, name) {
  const field = form.elements.namedItem(name);
  return field ? field.value : "";
}

function refresh(form) {
  for (const part of form.querySelectorAll("[data-shown-when]")) {
    const [name, values] = part.dataset.shownWhen.split("=");
    const chosen = valueOf(form, name);
    // What already holds a mistake stays in sight
    part.hidden = !values.split(",").includes(chosen) && !part.querySelector(".invalid-feedback");
  }
}

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-shown-when]")) continue;
  refresh(form);
  form.addEventListener("change", () => refresh(form));
}
