// One more disputed item, without asking the server.
for (const button of document.querySelectorAll("[data-more]")) {
  const form = button.form;
  const items = form.querySelector("[data-items]");
  const rows = form.querySelector("[data-rows]");

  button.addEventListener("click", (event) => {
    const last = items.querySelector("[data-item]:last-of-type");
    const place = items.children.length;
    if (!last || place >= 30) return; // then the server says what it thinks of that
    event.preventDefault();
    const next = last.cloneNode(true);
    const before = `n${place - 1}-`;
    for (const one of next.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replaceAll(before, `n${place}-`));
      }
      one.removeAttribute("aria-invalid");
    }
    for (const one of next.querySelectorAll("input, textarea")) one.value = "";
    for (const one of next.querySelectorAll(".wrong")) one.remove();
    for (const one of next.querySelectorAll(".is-wrong")) one.classList.remove("is-wrong");
    const legend = next.querySelector("legend");
    legend.textContent = legend.textContent.replace(String(place), String(place + 1));
    items.append(next);
    rows.value = String(place + 1);
    next.querySelector("input, textarea").focus();
  });
}
