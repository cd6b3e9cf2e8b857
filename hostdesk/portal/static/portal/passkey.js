// Passkeys: fetch the question, let the device answer, post the answer with the form.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function withBytes(options) {
  const asked = { ...options, challenge: toBytes(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: toBytes(asked.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (asked[list]) asked[list] = asked[list].map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return asked;
}

function inWords(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) said.attestationObject = toText(response.attestationObject);
  if (response.authenticatorData) said.authenticatorData = toText(response.authenticatorData);
  if (response.signature) said.signature = toText(response.signature);
  if (response.userHandle) said.userHandle = toText(response.userHandle);
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: said,
    clientExtensionResults: {}, authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  });
}

async function answer(form) {
  const question = await fetch(form.dataset.question, { method: "POST", headers: { Accept: "application/json" } });
  if (!question.ok) throw new Error(`question: ${question.status}`);
  const { options, state } = await question.json();
  const publicKey = withBytes(options.publicKey);
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.answer.value = inWords(credential);
  form.elements.state.value = state;
  HTMLFormElement.prototype.submit.call(form);
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const wrong = form.querySelector("[data-passkey-wrong]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      wrong.hidden = true;
      answer(form).catch(() => { wrong.hidden = false; });
    });
  }
}
