// Ctrl+K: go to a view or a ticket, or do what the keys of this page do.
import { ask } from "./ask.js";
import { press } from "./keys.js";

const dialog = document.querySelector("[data-command]");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
let choices = [];
let chosen = 0;
let asked = 0;
let filled = null;

document.addEventListener("keydown", (event) => {
  if (!dialog || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
  input.value = "";
  filled = fill();
});
input?.addEventListener("input", () => { filled = fill(); });
input?.addEventListener("keydown", async (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    chosen = (chosen + step + choices.length) % Math.max(choices.length, 1);
    mark();
  } else if (event.key === "Enter") {
    event.preventDefault();
    await filled; // who types and presses Enter at once means what was typed
    go(chosen);
  }
});
dialog?.addEventListener("click", (event) => {
  const item = event.target.closest("[role=option]");
  if (item) go([...list.children].indexOf(item));
  else if (event.target === dialog) dialog.close();
});

async function fill() {
  const mine = ++asked;
  const words = input.value.trim();
  if (words) await new Promise((done) => { setTimeout(done, 80); });
  if (mine !== asked) return;
  const places = await load("");
  const found = words ? await load(words) : [];
  if (mine !== asked) return;
  const fits = (one) => one.name.toLowerCase().includes(words.toLowerCase());
  choices = [...found, ...actions().filter(fits), ...places.filter(fits)].slice(0, 12);
  chosen = 0;
  list.replaceChildren(...choices.map(item));
  mark();
}

let known = null;
async function load(words) {
  if (!words && known) return known;
  const { places } = await ask(`${dialog.dataset.source}?q=${encodeURIComponent(words)}`, { json: true });
  if (!words) known = places;
  return places;
}

function actions() {
  const shown = [...document.querySelectorAll("main [data-key]")].filter((one) => one.checkVisibility());
  return shown.map((element) => ({ name: (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+\S$/, ""), element, remark: element.dataset.key }))
    .filter((one) => one.name);
}

function item(choice, index) {
  const line = document.createElement("li");
  const remark = document.createElement("small");
  line.role = "option";
  line.id = `command-${index}`;
  remark.textContent = choice.remark;
  line.append(choice.name, remark);
  return line;
}

function mark() {
  [...list.children].forEach((line, index) => line.setAttribute("aria-selected", index === chosen));
  const line = list.children[chosen];
  if (!line) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", line.id);
  line.scrollIntoView({ block: "nearest" });
}

function go(index) {
  const choice = choices[index];
  if (!choice) return;
  dialog.close();
  if (choice.element) press(choice.element);
  else location.assign(choice.url);
}
