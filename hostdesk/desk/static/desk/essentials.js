// The essential data of a first response: filled in anew after a choice, counted anew after a field.
import { ask, fields, parsed } from "./ask.js";

const form = document.querySelector("[data-composer]");
const block = () => form?.querySelector("[data-essentials]");

// What stands in the block, by name.
export function essentials(inside) {
  return Object.fromEntries([...new FormData(inside)].filter(([name]) => name.startsWith("e_")));
}

form?.addEventListener("change", ({ target }) => block()?.contains(target) && refill());

async function refill() {
  const before = block();
  const sent = essentials(form);
  const page = parsed(await ask(before.dataset.essentials, { body: fields(sent) }));
  const after = page.querySelector("[data-essentials]");
  // Whoever has typed on meanwhile keeps what she typed; the next change asks again.
  if (!after || JSON.stringify(essentials(form)) !== JSON.stringify(sent)) return;
  const name = before.contains(document.activeElement) ? document.activeElement.name : "";
  const open = [...before.querySelectorAll("details[open]")].map((one) => one.className);
  before.replaceWith(after);
  for (const one of open) after.querySelector(`.${one}`)?.setAttribute("open", "");
  if (!name) return;
  const same = after.querySelector(`[name="${name}"]`);
  // What was missing has moved behind the line: the next gap takes the focus, or the text.
  const next = same?.checkVisibility() ? same : (after.querySelector("[aria-invalid]") ?? form.elements.text);
  next.focus();
}
