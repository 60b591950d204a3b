// Cookie settings in a dialog: the form of the settings page itself, so that both are one thing.

let dialog;

const build = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("form[data-consent]");
  if (!answer.ok || !form) throw new Error(`No consent form at ${address}`);
  dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const heading = Object.assign(document.createElement("h2"), { id: "consent-title" });
  heading.textContent = page.querySelector("h1").textContent;
  dialog.setAttribute("aria-labelledby", heading.id);
  const close = Object.assign(document.createElement("button"), { type: "button", className: "dialog-close" });
  close.textContent = form.dataset.close;
  close.addEventListener("click", () => dialog.close());
  const kept = /(?:^|; )consent=[^;]*\.show/.test(document.cookie) && form.querySelector("[value=show]");
  if (kept) kept.checked = true;
  dialog.append(heading, document.adoptNode(form), close);
  document.body.append(dialog);
  form.addEventListener("submit", (event) => save(event, form, address));
};

const save = async (event, form, address) => {
  event.preventDefault();
  const status = form.querySelector("[data-consent-status]");
  const body = new FormData(form, event.submitter);
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return HTMLFormElement.prototype.submit.call(form);
  status.textContent = form.dataset.saved;
};

export const ask = async (address, opener) => {
  try {
    if (!dialog) await build(address);
  } catch {
    location.href = address;
    return;
  }
  dialog.showModal();
  dialog.addEventListener("close", () => opener.focus(), { once: true });
};
