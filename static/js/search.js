// The search page: results exchanged in place, sorting by distance, ticking what to compare.
import { distanceBetween, inWords, whereAmI } from "./distance.js";

const SHOWN = 20;
const MOST_COMPARED = 3;

function say() {
  const found = document.getElementById("found");
  document.getElementById("said").textContent = found ? found.textContent.trim() : "";
  if (found && document.activeElement === document.body) found.focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", () => {
  say();
  begin();
});
// What cannot be exchanged in place is opened as a page, which says what is wrong
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
  document.addEventListener(failure, ({ detail }) => {
    location.assign(detail.pathInfo.finalRequestPath);
  });
}

function begin() {
  offerDistance(document.querySelector("[data-distance]"));
  watchTicks(document.querySelector("[data-compare]"));
}

function offerDistance(part) {
  if (!part || !("geolocation" in navigator)) return;
  const act = part.querySelector("[data-distance-act]");
  const words = part.querySelector("[data-distance-words]");
  act.hidden = false;
  act.querySelector("button").addEventListener("click", async () => {
    words.textContent = "正在定位…";
    try {
      const here = await whereAmI();
      words.textContent = sortFrom(here, document.querySelector("[data-near]"));
    } catch {
      words.textContent = "没有取得位置。请允许浏览器使用位置，或者按镇街查找。";
    }
  });
}

function sortFrom(here, list) {
  const entries = [...list.children].map((entry) => {
    const { latitude, longitude, note } = entry.dataset;
    const metres = latitude ? distanceBetween(here, { latitude, longitude }) : Infinity;
    return { entry, metres, note };
  });
  entries.sort((one, other) => one.metres - other.metres);
  for (const { entry, metres, note } of entries) {
    entry.querySelector("[data-metres]")?.remove();
    const words = document.createElement("strong");
    words.dataset.metres = "";
    words.textContent = Number.isFinite(metres) ? inWords(metres, note) : "没有标出位置";
    entry.querySelector("[data-where]").append(words);
    list.append(entry);
  }
  showSome(list, SHOWN);
  return "已按直线距离从近到远排列。位置只在您的设备上用，没有发给我们。";
}

function showSome(list, count) {
  const entries = [...list.children];
  entries.forEach((entry, place) => (entry.hidden = place >= count));
  list.parentElement.querySelector("[data-more]")?.remove();
  if (count >= entries.length) return;
  const more = document.createElement("button");
  Object.assign(more, { type: "button", className: "btn btn-quiet mt-3", textContent: `再看 ${SHOWN} 家` });
  more.dataset.more = "";
  more.addEventListener("click", () => {
    showSome(list, count + SHOWN);
    entries[count].querySelector("a").focus();
  });
  list.after(more);
}

function watchTicks(form) {
  if (!form) return;
  const boxes = [...document.querySelectorAll('input[name="id"][form="compare"]')];
  const words = form.querySelector("[data-compare-words]");
  const button = form.querySelector("button");
  function count() {
    const ticked = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = ticked >= MOST_COMPARED && !box.checked;
    form.classList.toggle("is-live", ticked > 0);
    button.disabled = ticked < 2;
    words.textContent =
      ticked === 0
        ? "在名单里勾选“对比”，最多 3 家。"
        : `已选 ${ticked} 家${ticked < 2 ? "，再选一家" : ticked === MOST_COMPARED ? "，最多 3 家" : ""}。`;
  }
  for (const box of boxes) box.addEventListener("change", count);
  count();
}

begin();
