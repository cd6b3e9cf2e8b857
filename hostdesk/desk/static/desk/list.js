// The list: a cursor for the keyboard, a count for the selection, and rows that stay fresh without jumping.
import { ask, counted, parsed } from "./ask.js";
import { gently } from "./live.js";

const list = document.querySelector("[data-rows]");
const form = document.querySelector("[data-list]");
const news = form?.querySelector("[data-news]");
const rows = () => [...list.querySelectorAll("[data-row]")];
let cursor = null;

function move(step) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.row === cursor);
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next) return;
  point(next.dataset.row);
  next.querySelector("a").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function point(number) {
  cursor = number;
  for (const row of rows()) row.classList.toggle("is-cursor", row.dataset.row === number);
}

if (list) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog, details[open]")) return;
    if (!("singleKeys" in document.body.dataset)) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "x" && cursor) list.querySelector(`[data-row="${CSS.escape(cursor)}"] input`)?.click();
    else if ("ts".includes(event.key) && cursor && !list.querySelector("input:checked")) list.querySelector(`[data-row="${CSS.escape(cursor)}"] input`)?.click();
    else if (event.key === "Enter" && cursor && event.target === document.body) list.querySelector(`[data-row="${CSS.escape(cursor)}"] a`)?.click();
    else return;
    if (!"ts".includes(event.key)) event.preventDefault();
  }, true);
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) point(row.dataset.row);
  });
}

if (form) {
  const words = form.querySelector("[data-selected]");
  const count = () => { if (words) words.textContent = counted(words, list.querySelectorAll("input:checked").length); };
  form.addEventListener("change", count);
  form.addEventListener("reset", () => setTimeout(count));
  count();
  document.addEventListener("desk:changed", gently(look, 3000));
  news.addEventListener("click", () => show(fresh));
}

let fresh = null;

// What is here already is renewed in its place. What is new comes at once where that moves nothing in sight;
// otherwise it waits until it is asked for.
async function look() {
  fresh = parsed(`<ol>${await ask(location.href)}</ol>`).querySelector("ol");
  let unknown = 0;
  for (const row of fresh.querySelectorAll("[data-row]")) {
    const old = list.querySelector(`[data-row="${CSS.escape(row.dataset.row)}"]`);
    if (!old) unknown += 1;
    else if (!old.contains(document.activeElement)) renew(old, row);
  }
  if (!rows().length || (unknown && movesNothing(fresh))) return show(fresh);
  const button = news.querySelector("button");
  news.hidden = !unknown;
  if (unknown) button.textContent = counted(button, unknown);
}

function movesNothing(content) {
  if (list.contains(document.activeElement)) return false;
  if (document.hidden) return true;
  const order = [...content.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
  const known = new Set(rows().map((row) => row.dataset.row));
  const inSight = rows().filter((row) => { const box = row.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; });
  const places = inSight.map((row) => order.indexOf(row.dataset.row));
  return !places.includes(-1) && order.findIndex((number) => !known.has(number)) > Math.max(-1, ...places);
}

function renew(old, row) {
  const copy = row.cloneNode(true);
  copy.querySelector("input").checked = old.querySelector("input").checked;
  copy.classList.toggle("is-cursor", old.classList.contains("is-cursor"));
  old.replaceWith(copy);
}

function show(content) {
  const selected = new Set([...list.querySelectorAll("input:checked")].map((box) => box.value));
  list.innerHTML = content.innerHTML;
  for (const box of list.querySelectorAll("[data-row] input")) box.checked = selected.has(box.value);
  globalThis.htmx?.process(list);
  news.hidden = true;
  if (cursor) point(cursor);
}
