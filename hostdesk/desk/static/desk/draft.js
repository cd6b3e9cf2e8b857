// What is typed is kept on the server, a second after the last stroke; without a connection, in this browser.
import { ask, fields } from "./ask.js";
import { essentials } from "./essentials.js";

const form = document.querySelector("[data-composer]");
const saved = form?.querySelector("[data-saved]");
const kindOf = (area) => (area.name === "text" ? "out" : "note");
const place = (area) => `draft:${form.dataset.draft}:${form.elements.by.value}:${kindOf(area)}`;
let due = null;

if (form) {
  for (const area of form.querySelectorAll(".write")) {
    const lost = localStorage.getItem(place(area));
    if (lost && !area.value) {
      area.value = lost;
      keep(area);
    }
    area.addEventListener("input", () => later(area));
  }
  form.elements.cc?.addEventListener("input", () => later(form.elements.text));
  // The block of essential data may be put there anew: its fields are listened to from above.
  form.addEventListener("input", ({ target }) => target.name?.startsWith("e_") && later(form.elements.text));
  form.addEventListener("submit", () => clearTimeout(due));
  document.addEventListener("desk:signed-out", ({ detail }) => {
    const link = document.createElement("a");
    link.href = `${detail}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = saved.dataset.failed;
    saved.replaceChildren(link);
  });
}

function later(area) {
  clearTimeout(due);
  due = setTimeout(() => keep(area), 900);
}

async function keep(area) {
  try {
    const typed = area.name === "text" ? essentials(form) : {};
    const body = fields({ kind: kindOf(area), text: area.value, cc: form.elements.cc?.value ?? "", ...typed });
    const said = await ask(form.dataset.draft, { body, json: true });
    localStorage.removeItem(place(area));
    saved.textContent = said.saved;
  } catch {
    localStorage.setItem(place(area), area.value);
    if (!saved.querySelector("a")) saved.textContent = saved.dataset.failed;
  }
}
