// The card is renewed by other scripts: its meter goes on asking for itself.
document.addEventListener("desk:renewed", () => {
  const meter = document.querySelector("#meter-figures");
  if (meter) globalThis.htmx?.process(meter);
});
