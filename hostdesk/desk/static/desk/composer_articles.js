// `??` in a letter or note finds an article and puts it there: its title and address, or its text.
import { ask, fields } from "./ask.js";
import { finder } from "./article_find.js";

const form = document.querySelector("[data-composer]");
const dialog = document.querySelector("dialog[data-articles]");
const button = form?.querySelector("[data-articles-open]");
let area = null;
let caret = 0; // a dialog takes it away

if (dialog && button) {
  const open = finder(dialog, { source: dialog.dataset.source, language: dialog.dataset.language === "en" ? "en" : "de", choose: put });
  const here = () => [...form.querySelectorAll("textarea.write")].find((one) => one.checkVisibility());
  button.hidden = false;
  button.addEventListener("click", () => { area = here(); if (area) begin(); });
  form.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea.write") || !target.value.slice(0, target.selectionStart).endsWith("??")) return;
    area = target;
    area.setRangeText("", area.selectionStart - 2, area.selectionStart, "end");
    begin();
  });

  function begin() {
    caret = area.selectionStart;
    open();
  }
}

function put(article, whole) {
  const text = whole || !article.address ? `${article.text}\n` : `${article.title}:\n${article.address}\n`;
  area.focus();
  area.setRangeText(text, caret, caret, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  ask(dialog.dataset.inserted, { body: fields({ article: article.id }), json: true });
}
