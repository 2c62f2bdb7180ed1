// 大字: switches at once and remembers the choice; without a script the link leads to a page with a form.
const root = document.documentElement;

function isLarge() {
  return root.dataset.text === "large";
}

function switchTo(large) {
  if (large) {
    root.dataset.text = "large";
    document.cookie = "text_size=large; path=/; max-age=31536000; samesite=lax";
  } else {
    delete root.dataset.text;
    document.cookie = "text_size=; path=/; max-age=0; samesite=lax";
  }
}

for (const link of document.querySelectorAll("[data-text-size]")) {
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    switchTo(!isLarge());
    link.textContent = isLarge() ? "标准字" : "大字";
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
}
