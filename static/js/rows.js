// Rows of a form that come and go: [data-rows="prefix"] with a <template>, [data-add], [data-remove].
for (const part of document.querySelectorAll("[data-rows]")) {
  const total = part.querySelector(`[name="${part.dataset.rows}-TOTAL_FORMS"]`);
  const template = part.querySelector("template");
  const adder = part.querySelector("[data-add]");

  function prepare(row) {
    const box = row.querySelector("[data-remove]");
    const tick = box?.querySelector("input");
    if (!tick) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-danger";
    button.textContent = box.querySelector("label").textContent;
    button.addEventListener("click", () => {
      tick.checked = true;
      row.hidden = true;
      adder.focus();
    });
    for (const child of box.children) child.hidden = true;
    box.classList.remove("form-check");
    box.append(button);
  }

  for (const row of part.querySelectorAll("[data-row]")) prepare(row);

  adder.hidden = false;
  adder.addEventListener("click", () => {
    const number = Number(total.value);
    const holder = document.createElement("div");
    holder.append(template.content.cloneNode(true));
    for (const each of holder.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = each.getAttribute(name);
        if (value?.includes("__prefix__")) each.setAttribute(name, value.replaceAll("__prefix__", number));
      }
    }
    const row = holder.querySelector("[data-row]");
    template.before(row);
    total.value = number + 1;
    prepare(row);
    row.querySelector("select, input:not([type=hidden])").focus();
  });
}
