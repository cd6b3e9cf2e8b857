// A ticket opens at its newest entry; what comes in later announces itself, and nothing jumps while you read.
import { ask, counted, parsed } from "./ask.js";
import { gently } from "./live.js";

const page = document.querySelector("main[data-ticket]");
const timeline = page?.querySelector("[data-timeline]");
const news = page?.querySelector("[data-news]");
let waiting = [];
let count = null;

if (page) {
  if (!location.hash) timeline.scrollTo(0, timeline.scrollHeight);
  document.addEventListener("desk:changed", ({ detail }) => {
    if (!detail.number || detail.number === page.dataset.ticket) refresh();
  });
  news.addEventListener("click", show);
}

const refresh = gently(async () => {
  const fresh = parsed(await ask(location.pathname + location.search));
  for (const part of fresh.querySelectorAll("[data-part]")) renew(part);
  waiting = [];
  for (const entry of fresh.querySelectorAll("[data-entry]")) {
    const old = timeline.querySelector(`[data-entry="${CSS.escape(entry.dataset.entry)}"]`);
    if (!old) waiting.push(entry);
    else if (!old.contains(document.activeElement) && !old.querySelector("iframe, details[open]")) old.innerHTML = entry.innerHTML;
  }
  count = fresh.querySelector("[data-count]").dataset.count;
  const said = waiting.filter((entry) => !entry.classList.contains("thin"));
  if (waiting.length && !said.length) return show(); // thin lines of events disturb nobody
  const button = news.querySelector("button");
  news.hidden = !said.length;
  if (said.length) button.textContent = counted(button, said.length);
}, 1000);

function renew(part) {
  const old = page.querySelector(`[data-part="${part.dataset.part}"]`);
  if (!old || old.contains(document.activeElement) || old.querySelector("details[open]")) return;
  if (old.textContent.trim() === part.textContent.trim() && part.dataset.part !== "held") return;
  old.innerHTML = part.innerHTML;
  document.dispatchEvent(new CustomEvent("desk:renewed"));
}

function show() {
  const asked = !news.hidden;
  const atEnd = timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < 60;
  for (const entry of waiting) {
    entry.classList.add("new-since");
    timeline.append(entry);
  }
  waiting = [];
  news.hidden = true;
  const expected = page.querySelector("[name=expected_count]");
  if (expected && asked) expected.value = count; // the writer has seen them now
  if (asked || atEnd) timeline.scrollTo({ top: timeline.scrollHeight });
}

// The designed mail opens beneath its text, in its sandbox; a second click closes it.
timeline?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-frame], [data-whole]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const message = link.closest(".msg");
  const kind = "frame" in link.dataset ? "frame" : "whole";
  const open = message.querySelector(`[data-shown-${kind}]`);
  if (open) return open.remove();
  message.append(kind === "frame" ? frame(link) : whole(link));
});

function frame(link) {
  const view = document.createElement("iframe");
  view.className = "sheet-view";
  view.title = link.textContent;
  view.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  view.dataset.shownFrame = "";
  view.src = link.href;
  return view;
}

function whole(link) {
  const text = document.createElement("div");
  text.className = "body";
  text.dataset.shownWhole = "";
  const quoted = document.createElement("p");
  quoted.className = "quoted";
  text.append(quoted);
  ask(link.href).then((said) => { quoted.textContent = said; });
  return text;
}
