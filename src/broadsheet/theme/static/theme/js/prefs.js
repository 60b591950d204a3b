// What a reader chooses for this device: text size and appearance. Also keeps the date and the times true on a page
// that has lain in a cache. Controls that need a script stay invisible until this file runs.

const root = document.documentElement;
const language = root.lang || "en";

const remember = (key, value) => {
  try {
    value ? localStorage.setItem(key, value) : localStorage.removeItem(key);
  } catch {
    // Storage may be switched off; the choice then lasts for this page.
  }
};

const setting = (name, key, fallback) => {
  const radios = document.querySelectorAll(`input[name="${name}"]`);
  for (const radio of radios) {
    radio.checked = radio.value === (root.dataset[key] ?? fallback);
    radio.addEventListener("change", () => {
      if (radio.value === fallback) delete root.dataset[key];
      else root.dataset[key] = radio.value;
      remember(name, root.dataset[key]);
    });
  }
};

const placeSheets = () => {
  for (const sheet of document.querySelectorAll(".sheet[popover]")) {
    const button = document.querySelector(`[popovertarget="${sheet.id}"]`);
    sheet.addEventListener("toggle", (event) => {
      button.setAttribute("aria-expanded", event.newState === "open");
      if (event.newState !== "open") return;
      sheet.querySelector(":checked")?.focus();
    });
    sheet.addEventListener("beforetoggle", () => {
      const box = button.getBoundingClientRect();
      const end = root.dir === "rtl" ? box.left : root.clientWidth - box.right;
      sheet.style.setProperty("--sheet-top", `${box.bottom + scrollY}px`);
      sheet.style.setProperty("--sheet-end", `${Math.max(end, 8)}px`);
    });
  }
};

const dayIn = (moment, timeZone) => new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(moment);

const today = document.querySelector("[data-today]");
const timeZone = today?.dataset.today || "UTC";

const keepDate = () => {
  const day = dayIn(new Date(), timeZone);
  if (!today || day === today.dateTime) return;
  today.dateTime = day;
  const words = { timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric" };
  today.textContent = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, words)
    .format(new Date()).replace(/^(\p{L}+) /u, "$1, ");
};

// Under an hour: “12 min ago”; today: the clock; before: the date.
const keepTimes = () => {
  const now = new Date();
  const clock = new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone, day: "numeric", month: "short" });
  const ago = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" });
  for (const time of document.querySelectorAll("time[data-near]")) {
    const then = new Date(time.dateTime);
    const minutes = Math.floor((now - then) / 60000);
    time.title ||= time.textContent;
    if (minutes >= 0 && minutes < 60) time.textContent = ago.format(-Math.max(minutes, 1), "minute").replace("min.", "min");
    else if (dayIn(then, timeZone) === dayIn(now, timeZone)) time.textContent = clock.format(then);
    else time.textContent = date.format(then);
    time.toggleAttribute("data-live", minutes >= 0 && minutes < 60);
  }
};

const scripts = document.querySelector("script[data-consent]").dataset;

const offerCookieSettings = () => {
  const link = document.querySelector("[data-cookie-settings]");
  if (!link || !("showModal" in HTMLDialogElement.prototype)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = link.textContent;
  button.addEventListener("click", () => import(scripts.consent).then(({ ask }) => ask(link.href, button)));
  link.replaceWith(button);
};

setting("text-size", "textSize", "2");
setting("appearance", "appearance", "system");
placeSheets();
keepDate();
keepTimes();
offerCookieSettings();
setInterval(() => { keepDate(); keepTimes(); }, 60000);
addEventListener("visibilitychange", () => { keepDate(); keepTimes(); });
for (const element of document.querySelectorAll(".masthead [data-js], .account [data-js]")) element.removeAttribute("data-js");

// After signing in the reader is back on this page.
const signIn = document.querySelector(".sign-in");
if (signIn && !signIn.search) signIn.search = new URLSearchParams({ next: location.pathname + location.search });

// A cookie that is set with the session says that there is a menu to ask for; nobody else asks.
if (/(?:^|; )signed-in=1/.test(document.cookie) && document.querySelector(".sign-in")) import(scripts.account);

// What happens while the page is open, once it stands; not for those who save data.
const listen = () => import(scripts.live);
const spares = navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
if (document.body.dataset.live && "EventSource" in window && !spares) {
  if (document.readyState === "complete") listen();
  else addEventListener("load", listen, { once: true });
}

// The menu closes with Escape and with a click elsewhere.
const menu = document.querySelector(".menu");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
addEventListener("click", (event) => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
});
