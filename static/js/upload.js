// Files go up one by one as they are chosen, each with its progress; the other fields stay as they are.
const form = document.querySelector("form[data-upload]");

function line(list, name) {
  const item = document.createElement("li");
  const words = document.createElement("p");
  words.className = "mb-0";
  words.textContent = name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `${name} 上传进度`);
  item.append(words, bar);
  list.append(item);
  return { item, words, bar };
}

function refuse({ item, bar }, sentence) {
  bar.remove();
  const words = document.createElement("p");
  words.className = "bad";
  words.textContent = sentence;
  item.append(words);
}

function send(file, replaces, shown) {
  return new Promise((settle) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("files", file);
    if (replaces) body.append("pages", "replace");
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        const isAway = request.status === 429 || request.status >= 500;
        answer = {
          refusal: isAway
            ? "没有传上去：门户暂时没有应答，请过几分钟再选一次。"
            : "没有传上去：可能已退出登录，请刷新页面后再传。",
        };
      }
      settle(answer);
    });
    request.addEventListener("error", () => settle({ refusal: "没有传上去：网络断了，请连上网络后再选一次。" }));
    request.send(body);
  });
}

async function showPages(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const pages = fresh.querySelector("#pages");
  if (pages) document.querySelector("#pages").replaceWith(document.importNode(pages, true));
}

async function take(input) {
  const list = form.querySelector(".uploads");
  const limit = Number(form.dataset.limit);
  let replaces = form.elements.pages?.value === "replace";
  let address = "";
  const files = [...input.files];
  input.value = "";
  list.replaceChildren();
  for (const file of files) {
    const shown = line(list, file.name);
    if (file.size > limit * 1024 * 1024) {
      refuse(shown, `有 ${(file.size / 1048576).toFixed(1)} MB，超过 ${limit} MB，请压缩或分成几个文件。`);
      continue;
    }
    const answer = await send(file, replaces, shown);
    if (answer.refusal) {
      refuse(shown, answer.refusal);
    } else {
      replaces = false;
      address = answer.url;
      shown.bar.value = 100;
      shown.words.textContent = `${file.name}　已上传`;
    }
  }
  if (!address) return;
  form.dataset.upload = address;
  form.action = address;
  const add = form.querySelector("#pages-add");
  if (add) add.checked = true;
  await showPages(address);
}

if (form) {
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => take(input));
  }
}
