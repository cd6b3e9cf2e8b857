// Asking our own server from a script: with the CSRF token, and with one answer to an ended session.
const { csrf, login } = document.body.dataset;

export async function ask(url, { body, json = false } = {}) {
  const headers = { "X-CSRFToken": csrf };
  if (json) headers.Accept = "application/json";
  else headers["HX-Request"] = "true";
  const answer = await fetch(url, { method: body ? "POST" : "GET", body, headers, redirect: "error" });
  if (answer.status === 401) document.dispatchEvent(new CustomEvent("desk:signed-out", { detail: login }));
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return json ? answer.json() : answer.text();
}

export function fields(values) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
}

export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// "1 new, show" and "# new, show" stand in the page, so that scripts know no language.
export function counted(element, number) {
  return number === 1 ? element.dataset.one : element.dataset.many.replace("#", number);
}
