// The map of the search page: draws the places of the list beside it, near ones together.
import { whereAmI } from "./distance.js";

const CLOSE = 40;
const DEEPEST = 17;
const TOP = 9;

function begin() {
  const part = document.querySelector("[data-map-part]");
  if (!part || part.dataset.drawn) return;
  part.dataset.drawn = "yes";
  const ground = part.querySelector("[data-map]");
  const map = L.map(ground, { minZoom: TOP, maxZoom: DEEPEST, zoomControl: false, attributionControl: false });
  L.control.zoom({ zoomInTitle: "放大", zoomOutTitle: "缩小" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const centres = JSON.parse(document.getElementById("centres").textContent);
  if (ground.dataset.tiles) layTiles(map, ground.dataset.tiles);
  else nameTownships(map, centres);
  const places = [...document.querySelectorAll("[data-place][data-latitude]")].map(placeOf);
  const all = places.length ? places.map((place) => place.point) : centres.map((centre) => centre.point);
  if (all.length) map.fitBounds(L.latLngBounds(all).pad(0.08), { maxZoom: 15 });
  else map.setView([39.4, 117.04], 10);
  const markers = L.layerGroup().addTo(map);
  const draw = () => drawPlaces(map, markers, places);
  map.on("zoomend", draw);
  draw();
  offerMe(map, part.querySelector("[data-locate-me]"));
}

function placeOf(entry) {
  const { latitude, longitude, note, tone, words } = entry.dataset;
  const link = entry.querySelector("a");
  const place = { entry, note, tone, words, name: link.textContent, address: link.href };
  place.point = [Number(latitude), Number(longitude)];
  return place;
}

function layTiles(map, address) {
  for (const layer of ["vec", "cva"]) {
    const options = { layer, subdomains: "01234567", attribution: "天地图" };
    L.tileLayer(address, options).addTo(map);
  }
  L.control.attribution({ prefix: false }).addTo(map);
}

// Names that would cover each other at this zoom are left out
function nameTownships(map, centres) {
  const names = L.layerGroup().addTo(map);
  function write() {
    names.clearLayers();
    const written = [];
    for (const { name, point } of centres) {
      const { x, y } = map.project(point);
      if (written.some((other) => Math.abs(other.x - x) < 46 && Math.abs(other.y - y) < 18)) continue;
      written.push({ x, y });
      const words = document.createElement("span");
      words.textContent = name;
      const icon = L.divIcon({ className: "map-name", html: words, iconSize: [90, 20], iconAnchor: [45, -17] });
      names.addLayer(L.marker(point, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }));
    }
  }
  map.on("zoomend", write);
  map.whenReady(write);
}

function drawPlaces(map, markers, places) {
  markers.clearLayers();
  for (const place of places) place.marker = null;
  for (const group of grouped(map, places)) {
    const marker = L.marker(group[0].point, { icon: iconOf(group), title: titleOf(group) });
    marker.bindPopup(() => popupOf(group), { maxHeight: 260, minWidth: 180 });
    if (group.length > 1 && !areTogether(group)) {
      marker.off("click").on("click", () => lookCloser(map, marker, group));
    }
    markers.addLayer(marker);
    marker.getElement().setAttribute("aria-label", titleOf(group));
    for (const place of group) light(place, marker);
  }
}

// Places that would cover each other at this zoom stand together
function grouped(map, places) {
  const groups = [];
  for (const place of places) {
    const { x, y } = map.project(place.point);
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < CLOSE);
    if (near) near.places.push(place);
    else groups.push({ x, y, places: [place] });
  }
  return groups.map((group) => group.places);
}

const areTogether = (group) => group.every(({ point }) => point.join() === group[0].point.join());

function lookCloser(map, marker, group) {
  if (map.getZoom() >= DEEPEST) marker.openPopup();
  else map.fitBounds(L.latLngBounds(group.map(({ point }) => point)).pad(0.2));
}

function titleOf(group) {
  if (group.length > 1) return `${group.length} 家机构：${group.slice(0, 3).map((p) => p.name).join("、")}${group.length > 3 ? " 等" : ""}`;
  const [{ name, words, note }] = group;
  return [name, words, note].filter(Boolean).join("，");
}

function iconOf(group) {
  const size = group.length > 1 ? 34 : 26;
  const rough = group.every((place) => place.note) ? " rough" : "";
  const tone = group.length > 1 ? "many" : group[0].tone;
  const number = document.createElement("span");
  number.textContent = group.length > 1 ? group.length : "";
  return L.divIcon({ className: `map-spot ${tone}${rough}`, html: number, iconSize: [size, size] });
}

function popupOf(group) {
  const list = document.createElement("ul");
  list.className = "plain-list";
  for (const { name, address, words, note } of group) {
    const line = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: address, textContent: name });
    line.append(link, document.createElement("br"), [words, note].filter(Boolean).join("，"));
    list.append(line);
  }
  return list;
}

// Whoever points at a line of the list sees its spot
function light(place, marker) {
  const spot = marker.getElement();
  place.marker = spot;
  if (place.isWatched) return;
  place.isWatched = true;
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    place.entry.addEventListener(event, () => place.marker?.classList.toggle("is-lit", on));
  }
}

function offerMe(map, part) {
  if (!("geolocation" in navigator)) {
    part.hidden = true;
    return;
  }
  const words = part.querySelector("[role=status]");
  part.querySelector("button").addEventListener("click", async () => {
    words.textContent = "正在定位…";
    try {
      const { latitude, longitude } = await whereAmI();
      const icon = L.divIcon({ className: "map-me", iconSize: [20, 20] });
      const me = L.marker([latitude, longitude], { icon, title: "我的位置", keyboard: false }).addTo(map);
      me.getElement().setAttribute("aria-label", "我的位置");
      map.setView([latitude, longitude], 14);
      words.textContent = "蓝点是您的位置，只画在您的屏幕上，没有发给我们。";
    } catch {
      words.textContent = "没有取得位置。请允许浏览器使用位置，或者在图上找。";
    }
  });
}

document.addEventListener("htmx:afterSettle", begin);
begin();
