// 自动保存: says under a textarea[data-autosave] what became of its last words. Sending is htmx's work:
// hx-post, hx-trigger="input changed delay:1s, blur changed" and hx-swap="none" stand on the textarea,
// and its aria-describedby names the line that is written to.
function say(field, words) {
  const line = document.getElementById(field.getAttribute("aria-describedby"));
  if (line) line.textContent = words;
}

function fieldOf(event) {
  return event.target.closest("[data-autosave]");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const field = fieldOf(event);
  if (field) say(field, "正在保存…");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const field = fieldOf(event);
  if (!field) return;
  if (event.detail.successful) {
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    say(field, `${time} 已自动保存${field.dataset.autosave ? `，${field.dataset.autosave}` : ""}`);
  } else {
    say(field, "还没有保存：网络不通或已退出登录。请先复制文字，再刷新页面。");
  }
});
