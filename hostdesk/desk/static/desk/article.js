// The editor of articles: marks, live preview, what is typed is kept, pictures by paste and drop, links by search.
import { ask, fields } from "./ask.js";
import { finder } from "./article_find.js";

const form = document.querySelector("[data-editor]");
const area = form?.querySelector("[data-body]");
const saved = form?.querySelector("[data-saved]");
const dialog = document.querySelector("[data-find-article]");
let looking = null;
let keeping = null;
let isDirty = false;

if (form) {
  form.querySelector("[data-tools]").hidden = false;
  form.querySelector("[data-tools]").addEventListener("click", tool);
  form.addEventListener("input", typed);
  form.addEventListener("submit", () => { clearTimeout(keeping); isDirty = false; });
  form.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  area.addEventListener("keydown", goOn);
  pictures();
  const open = finder(dialog, {
    source: form.dataset.find,
    language: form.dataset.language,
    choose: (article) => insert(`[${selected() || article.title}](article:${article.key})`),
  });
  form.querySelector("[data-link]").addEventListener("click", () => open(selected()));
}

const selected = () => area.value.slice(area.selectionStart, area.selectionEnd);

function tool(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const { mark, line, insert: text } = button.dataset;
  if (mark) around(mark);
  else if (line) before(line);
  else if (text) block(text);
  else if ("code" in button.dataset) selected().includes("\n") ? block(`\`\`\`\n${selected()}\n\`\`\`\n`) : around("`");
}

function insert(text) {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  changed();
}

function block(text) {
  const start = area.value[area.selectionStart - 1];
  insert(`${start === undefined || start === "\n" ? "" : "\n\n"}${text}`);
}

function around(mark) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setRangeText(mark + selected() + mark, start, end, "end");
  if (start === end) area.selectionStart = area.selectionEnd = start + mark.length;
  changed();
}

function before(mark) {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const lines = area.value.slice(start, area.selectionEnd);
  let number = 0;
  const marked = lines.replace(/^/gm, () => (mark === "1. " ? `${++number}. ` : mark));
  area.setRangeText(marked, start, area.selectionEnd, "end");
  changed();
}

// Enter in a list goes on with the list, and ends it on an empty line.
function goOn(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || area.selectionStart !== area.selectionEnd) return;
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const found = /^(\s*)([-*]|(\d+)\.) (.*)$/.exec(area.value.slice(start, area.selectionStart));
  if (!found) return;
  event.preventDefault();
  if (!found[4]) area.setRangeText("", start, area.selectionStart, "end");
  else area.setRangeText(`\n${found[1]}${found[3] ? `${Number(found[3]) + 1}.` : found[2]} `, area.selectionStart, area.selectionStart, "end");
  changed();
}

function changed() {
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function typed({ target }) {
  isDirty = true;
  clearTimeout(keeping);
  keeping = setTimeout(keep, 1200);
  if (target !== area) return;
  clearTimeout(looking);
  looking = setTimeout(look, 300);
}

async function look() {
  const shown = form.querySelector("[data-shown]");
  const body = fields({ body: area.value, language: form.dataset.language });
  shown.innerHTML = await ask(form.dataset.preview, { body });
}

async function keep() {
  const { title, summary, keywords, body, number } = form.elements;
  const text = { title: title.value, summary: summary.value, keywords: keywords.value, body: body.value, number: number.value };
  try {
    const said = await ask(form.dataset.keep, { body: fields(text), json: true });
    saved.textContent = said.saved;
    isDirty = false;
  } catch {
    saved.textContent = saved.dataset.failed;
  }
}

function pictures() {
  const input = form.querySelector("[data-picture]");
  input.addEventListener("change", () => { [...input.files].forEach(upload); input.value = ""; });
  area.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    files.forEach(upload);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      area.classList.toggle("is-drop", kind === "dragover");
      if (kind === "drop") [...event.dataTransfer.files].forEach(upload);
    });
  }
}

async function upload(file) {
  const body = new FormData();
  body.append("image", file);
  const answer = await fetch(form.dataset.image, { method: "POST", body, headers: { "X-CSRFToken": document.body.dataset.csrf, Accept: "application/json" } });
  const said = await answer.json().catch(() => ({ error: saved.dataset.failed }));
  if (said.markdown) block(`${said.markdown}\n`);
  else saved.textContent = said.error;
}

addEventListener("beforeunload", (event) => {
  if (isDirty) event.preventDefault();
});
