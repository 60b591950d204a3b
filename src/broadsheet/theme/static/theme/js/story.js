// What one can do with a story here: copy its link, share it, print it, hear it, and load what others keep.

const status = document.querySelector("[data-share-status]");

const say = (button, words) => {
  const label = button.querySelector("span");
  const before = label.textContent;
  status.textContent = label.textContent = words;
  button.toggleAttribute("data-done-now", true);
  setTimeout(() => {
    label.textContent = before;
    status.textContent = "";
    button.toggleAttribute("data-done-now", false);
  }, 3000);
};

const copyText = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () =>
    copyText(button.dataset.copy).then(
      () => say(button, button.dataset.done),
      () => prompt(button.textContent.trim(), button.dataset.copy),
    ));
  button.removeAttribute("data-js");
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {}));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
  button.removeAttribute("data-js");
}

// Speech by the browser, one paragraph at a time: long utterances are cut off by some engines.
const listen = document.querySelector("[data-listen]");
const spoken = () => [...document.querySelectorAll(
  ".story-head .headline, .story-head .standfirst, .story-body > :is(p:not(.related), .crosshead, .quote, .listing)",
)].map((element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".permalink, [aria-hidden]").forEach((part) => part.remove());
  return copy.textContent.trim();
}).filter(Boolean);

if (listen && "speechSynthesis" in window) {
  const label = listen.querySelector("span");
  const [start, stop] = [label.textContent, listen.dataset.stop];
  const ended = () => {
    speechSynthesis.cancel();
    label.textContent = start;
    listen.setAttribute("aria-pressed", "false");
  };
  const language = document.querySelector(".story").lang || document.documentElement.lang;
  listen.hidden = false;
  listen.setAttribute("aria-pressed", "false");
  listen.addEventListener("click", () => {
    if (listen.getAttribute("aria-pressed") === "true") return ended();
    speechSynthesis.cancel();
    const parts = spoken().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: language }));
    parts.at(-1).onend = ended;
    for (const part of parts) {
      part.onerror = (event) => event.error !== "canceled" && event.error !== "interrupted" && ended();
      speechSynthesis.speak(part);
    }
    label.textContent = stop;
    listen.setAttribute("aria-pressed", "true");
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

// One reading for the rankings, once the page is on a screen: the number of the story, with no cookie and no address
// of the page. Who asks not to be counted sends nothing; a preview in the desk bears no number.
const story = document.querySelector("[data-story]");
const count = () => {
  if (document.prerendering || document.visibilityState !== "visible") return;
  removeEventListener("visibilitychange", count);
  document.removeEventListener("prerenderingchange", count);
  const body = new URLSearchParams({ story: story.dataset.story });
  const nothing = { credentials: "omit", referrerPolicy: "no-referrer", keepalive: true };
  fetch("/_viewed", { method: "POST", body, ...nothing }).catch(() => {});
};
if (story && !navigator.globalPrivacyControl && navigator.doNotTrack !== "1") {
  addEventListener("visibilitychange", count);
  document.addEventListener("prerenderingchange", count);
  count();
}

// Nothing of anybody else’s is loaded before the reader asks for it, here or once for all in the cookie settings.
const allowed = /(?:^|; )consent=[^;]*\.show/.test(document.cookie);
for (const embed of document.querySelectorAll("[data-frame]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
  button.textContent = embed.dataset.load;
  const load = (focus) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: embed.dataset.frame, title: embed.dataset.title, allowFullscreen: true });
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.loading = "lazy";
    embed.querySelector(".embed-words").replaceWith(frame);
    if (focus) frame.focus();
  };
  if (allowed) {
    load(false);
    continue;
  }
  button.addEventListener("click", () => load(true));
  embed.querySelector(".embed-actions").prepend(button);
}
