// The composer's conveniences: Ctrl+Enter, Markdown marks, preview, files by picker, paste and drop.
import { ask, fields } from "./ask.js";

const form = document.querySelector("[data-composer]");
const field = () => [...form.querySelectorAll("textarea")].find((one) => one.checkVisibility()) ?? form.querySelector(".write");
const chosen = new DataTransfer();

if (form) {
  document.documentElement.classList.add("has-script");
  form.querySelector("[data-tools]").hidden = false;
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit([...form.querySelectorAll("[data-send]")].find((one) => one.checkVisibility()));
  });
  form.querySelector("[data-tools]").addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (!tool) return;
    if ("look" in tool.dataset) look(tool);
    else if (tool.dataset.mark) around(tool.dataset.mark);
    else before(tool.dataset.line);
  });
  // One press, one letter.
  form.addEventListener("submit", (event) => {
    if (event.submitter && "plain" in event.submitter.dataset) return; // a look at the fax sends nothing
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
  files();
}

function around(mark) {
  const area = field();
  const { selectionStart: start, selectionEnd: end, value } = area;
  area.setRangeText(mark + value.slice(start, end) + mark, start, end, "end");
  if (start === end) area.selectionStart = area.selectionEnd = start + mark.length;
  changed(area);
}

function before(mark) {
  const area = field();
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const lines = area.value.slice(start, area.selectionEnd);
  area.setRangeText(lines.replace(/^/gm, mark), start, area.selectionEnd, "end");
  changed(area);
}

function changed(area) {
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

async function look(tool) {
  const shown = form.querySelector("[data-shown]");
  const area = field();
  if (!shown.hidden) {
    shown.hidden = true;
    form.querySelectorAll(".write").forEach((one) => { one.hidden = false; });
    tool.setAttribute("aria-pressed", "false");
    return field().focus();
  }
  shown.innerHTML = await ask(form.dataset.preview, { body: fields({ text: area.value }) });
  form.querySelectorAll(".write").forEach((one) => { one.hidden = true; });
  shown.hidden = false;
  tool.setAttribute("aria-pressed", "true");
}

function files() {
  const input = form.querySelector("[data-files]");
  input.addEventListener("change", () => add([...input.files]));
  form.addEventListener("paste", (event) => {
    const pasted = [...event.clipboardData.files];
    if (!pasted.length) return;
    event.preventDefault();
    add(pasted);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      field().classList.toggle("is-drop", kind === "dragover");
      if (kind === "drop") add([...event.dataTransfer.files]);
    });
  }
  form.querySelector("[data-picked]").addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const line = button.closest("li");
    if (line.dataset.at) remove(line.dataset.at);
    else line.remove();
  });
}

function add(more) {
  for (const file of more) chosen.items.add(file);
  list();
}

function remove(name) {
  const kept = [...chosen.files].filter((file) => file.name !== name);
  chosen.items.clear();
  kept.forEach((file) => chosen.items.add(file));
  list();
}

function list() {
  const picked = form.querySelector("[data-picked]");
  form.querySelector("[data-files]").files = chosen.files;
  picked.querySelectorAll("[data-at]").forEach((line) => line.remove());
  for (const file of chosen.files) picked.append(line(file));
}

function line(file) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  const button = document.createElement("button");
  item.dataset.at = file.name;
  name.textContent = file.name;
  name.dir = "auto";
  button.type = "button";
  button.className = "btn btn--bare btn--icon";
  button.dataset.remove = "";
  button.textContent = "×";
  button.setAttribute("aria-label", form.querySelector("[data-saved]").dataset.removeWords.replace("#", file.name));
  item.append(name, button);
  return item;
}
