// A dialog that finds articles while one types; used by the editor of articles and by the composer.
import { ask } from "./ask.js";

export function finder(dialog, { source, language, choose }) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let found = [];
  let chosen = 0;
  let asked = 0;

  input.addEventListener("input", fill);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      chosen = (chosen + step + found.length) % found.length;
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(chosen, event.shiftKey);
    }
  });
  dialog.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) go([...list.children].indexOf(line), event.shiftKey);
    else if (event.target === dialog) dialog.close();
  });

  async function fill() {
    const mine = ++asked;
    await new Promise((done) => { setTimeout(done, 120); });
    if (mine !== asked) return;
    const { articles } = await ask(`${source}?language=${language}&q=${encodeURIComponent(input.value)}`, { json: true });
    if (mine !== asked) return;
    found = articles;
    chosen = 0;
    list.replaceChildren(...found.map(line));
    mark();
  }

  function line(article, index) {
    const item = document.createElement("li");
    const remark = document.createElement("small");
    item.role = "option";
    item.id = `article-${index}`;
    item.lang = language;
    remark.textContent = [article.section, article.audience].filter(Boolean).join(" · ");
    item.append(article.title, remark);
    return item;
  }

  function mark() {
    [...list.children].forEach((one, index) => one.setAttribute("aria-selected", index === chosen));
    const one = list.children[chosen];
    if (one) input.setAttribute("aria-activedescendant", one.id);
    else input.removeAttribute("aria-activedescendant");
    one?.scrollIntoView({ block: "nearest" });
  }

  function go(index, whole) {
    if (!found[index]) return;
    dialog.close();
    choose(found[index], whole);
  }

  return function open(words = "") {
    input.value = words;
    list.replaceChildren();
    found = [];
    dialog.showModal();
    if (words) fill();
  };
}
