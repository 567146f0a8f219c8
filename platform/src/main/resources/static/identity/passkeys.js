// Registers and uses passkeys. Every button with data-passkey asks the server for options, the authenticator for an
// answer, and sends the answer back; texts come from the page, so that this file has no language.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const base64url = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (b) => String.fromCharCode(b)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const error = document.querySelector("[data-passkey-error]");
const message = (code) => {
  const find = (name) => document.querySelector(`[data-passkey-messages] [data-code="${CSS.escape(name)}"]`);
  return (find(code) ?? find("other"))?.textContent ?? code;
};

function say(code) {
  error.textContent = message(code);
  error.hidden = false;
}

class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

async function post(path, body, csrf) {
  const answer = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-TOKEN": csrf },
    body: JSON.stringify(body),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused(content.code ?? `http_${answer.status}`);
  }
  return content;
}

function credentialIds(list) {
  return list.map((item) => ({ ...item, id: bytes(item.id) }));
}

async function register(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: credentialIds(options.excludeCredentials),
    },
  });
  return {
    rawId: base64url(made.rawId),
    response: {
      clientDataJSON: base64url(made.response.clientDataJSON),
      attestationObject: base64url(made.response.attestationObject),
    },
  };
}

async function use(options) {
  const { rawId, response } = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: credentialIds(options.allowCredentials),
    },
  });
  return {
    rawId: base64url(rawId),
    response: {
      clientDataJSON: base64url(response.clientDataJSON),
      authenticatorData: base64url(response.authenticatorData),
      signature: base64url(response.signature),
      userHandle: response.userHandle ? base64url(response.userHandle) : null,
    },
  };
}

function codeOf(failure) {
  if (failure instanceof Refused) {
    return failure.code;
  }
  const codes = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "exists" };
  codes.SecurityError = "webauthn_bad_origin";
  codes.NotSupportedError = "unsupported";
  codes.TypeError = "network";
  return codes[failure.name] ?? "other";
}

async function run(button) {
  const path = button.dataset.path;
  const csrf = button.dataset.csrf;
  const name = document.querySelector("[data-passkey-name]")?.value ?? "";
  const options = await post(`${path}/options`, {}, csrf);
  const answer = await (button.dataset.passkey === "sign-in" ? use(options) : register(options));
  const { next } = await post(path, { ...answer, name }, csrf);
  location.assign(next);
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!window.PublicKeyCredential) {
      say("unsupported");
      return;
    }
    const label = button.textContent;
    error.hidden = true;
    button.disabled = true;
    button.textContent = message("busy");
    try {
      await run(button);
    } catch (failure) {
      if (failure.code === "sign_in_again") {
        location.assign("/sign-in?reason=confirm&next=" + encodeURIComponent(location.pathname));
        return;
      }
      say(codeOf(failure));
      button.disabled = false;
      button.textContent = label;
    }
  });
}
