// Hears over a socket that something changed, tells the page, and keeps the rail's counts fresh.
// Without a socket it looks every half minute.
import { ask } from "./ask.js";

const { live, rail } = document.body.dataset;
const ticket = document.querySelector("[data-ticket]")?.dataset.ticket ?? "";
const nav = document.querySelector("[data-fresh-rail]");
const offline = document.querySelector("[data-offline]");
let wait = 1000;
let isOpen = false;

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}${live}?ticket=${encodeURIComponent(ticket)}`);
  socket.onopen = () => {
    if (wait > 1000 || performance.now() > 2000) tell("desk:changed", {}); // whatever was missed meanwhile
    isOpen = true;
    document.documentElement.dataset.live = "";
    wait = 1000;
    if (offline) offline.hidden = true;
  };
  socket.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    if (said.changed) tell("desk:changed", { number: said.changed });
    if (said.call) tell("desk:call", { call: said.call });
    if (said.present) tell("desk:present", { number: said.present });
  };
  socket.onclose = () => {
    isOpen = false;
    delete document.documentElement.dataset.live;
    wait = Math.min(wait * 2, 30000);
    if (offline && wait > 4000) offline.hidden = false;
    setTimeout(connect, wait * (0.7 + Math.random() * 0.6));
  };
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

// Many changes at once are one look: at the earliest after a moment, at most every two seconds.
export function gently(work, gap = 2000) {
  let due = null;
  let last = 0;
  return (...args) => {
    clearTimeout(due);
    due = setTimeout(() => { last = Date.now(); work(...args).catch(() => {}); }, Math.max(150, gap - (Date.now() - last)));
  };
}

const refresh = gently(async () => {
  const html = await ask(`${rail}?slug=${encodeURIComponent(nav.dataset.freshRail)}`);
  const focused = nav.contains(document.activeElement) && document.activeElement.getAttribute("href");
  nav.innerHTML = html;
  if (focused) nav.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
});

if (live && nav) {
  connect();
  document.addEventListener("desk:changed", () => refresh());
  setInterval(() => { if (!isOpen && !document.hidden) tell("desk:changed", {}); }, 30000);
  // A message that was lost between page and socket is made up for.
  setInterval(() => { if (!document.hidden) tell("desk:changed", {}); }, 120000);
}
