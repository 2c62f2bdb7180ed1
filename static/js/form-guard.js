// Forms: one press submits once, and leaving with unsaved work asks first (form[data-warn-unsaved]).
const changed = new Set();

function release(button) {
  button.removeAttribute("aria-disabled");
  if (button.dataset.words) {
    button.textContent = button.dataset.words;
    delete button.dataset.words;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  changed.delete(form);
  if (!button) return;
  // Not `disabled`: that would take the button's own name and value out of the form
  button.setAttribute("aria-disabled", "true");
  if (form.dataset.sending && button.tagName === "BUTTON") {
    button.dataset.words = button.textContent;
    button.textContent = form.dataset.sending;
  }
});

// Coming back with the browser's button finds the form usable again
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled=true]")) release(button);
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "warnUnsaved" in form.dataset) changed.add(form);
});

// What autosave has stored is no longer unsaved
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.target.form) changed.delete(event.target.form);
});

window.addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

// A bookmark or a line of the error summary may lead to a folded part of the page
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}
window.addEventListener("hashchange", unfold);
unfold();
