// A search form leaves out what was not filled in, so that its address stays short.
for (const form of document.querySelectorAll("form[data-clean-address]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}
