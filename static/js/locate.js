// The telephone's own position into the two fields of the form.
for (const part of document.querySelectorAll("[data-locate]")) {
  if (!("geolocation" in navigator)) continue;
  part.hidden = false;
  const button = part.querySelector("button");
  const words = part.querySelector("[role=status]");
  const form = part.closest("form");
  button.addEventListener("click", () => {
    words.textContent = "正在定位…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(6);
        form.elements.longitude.value = coords.longitude.toFixed(6);
        words.textContent = `已填好，误差约 ${Math.round(coords.accuracy)} 米。请在机构门口点，不在机构就不要用。`;
      },
      () => {
        words.textContent = "没有取得位置。请允许浏览器使用位置，或者不填，不影响提交。";
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
