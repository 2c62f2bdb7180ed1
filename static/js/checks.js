// 边填边核对: form[data-check] names where to ask; what the rules say stands under each field, in the
// page's own .checked lines. Without a script the same is said when the form is saved.
const PAUSE = 500;
const ENDING = "_checked";

function paragraph(point) {
  const line = document.createElement("p");
  const word = document.createElement("span");
  word.className = `tag ${point.tone}`;
  word.textContent = point.word;
  line.append(word, ` ${point.sentence} `);
  if (point.article) {
    const source = document.createElement("span");
    source.className = "source";
    source.textContent = point.article;
    line.append(source);
  }
  return line;
}

function show(form, fields) {
  for (const place of form.querySelectorAll(".checked")) {
    const points = fields[place.id.slice(0, -ENDING.length)] ?? [];
    const words = JSON.stringify(points);
    // What did not change is not read aloud again
    if (place.dataset.words === words) continue;
    place.dataset.words = words;
    place.replaceChildren(...points.map(paragraph));
  }
}

async function ask(form, signal) {
  const stated = new FormData(form);
  for (const field of form.querySelectorAll("input[type=file]")) stated.delete(field.name);
  const answer = await fetch(form.dataset.check, { method: "POST", body: stated, signal });
  if (answer.ok && !answer.redirected) show(form, (await answer.json()).fields);
}

for (const form of document.querySelectorAll("form[data-check]")) {
  let waiting, running;
  const soon = (event) => {
    if (event.target.type === "file") return;
    clearTimeout(waiting);
    running?.abort();
    waiting = setTimeout(() => {
      running = new AbortController();
      // Offline or signed out, the page simply says nothing new until it is saved
      ask(form, running.signal).catch(() => {});
    }, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}
