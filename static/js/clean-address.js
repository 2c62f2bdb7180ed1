// A search form leaves out what was not filled in, so that its address stays short.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[data-clean-address]")) return;
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});
