// 周二到周五同周一: copies Monday's times to the other working days.
for (const part of document.querySelectorAll("[data-copy]")) {
  const form = part.closest("form");
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => {
    for (const name of ["opens", "closes"]) {
      for (const day of [2, 3, 4, 5]) {
        form.elements[`${name}_${day}`].value = form.elements[`${name}_1`].value;
      }
    }
  });
}
