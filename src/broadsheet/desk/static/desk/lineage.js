/* Say beside every block of a story's text how much of it stands in wire copy, and in which version. */

const address = location.pathname.replace(/pages\/(\d+)\/edit\/$/, "stories/$1/lineage/");
const TRACED_BY_THEN = [3000, 6000, 12000]; /* a draft is traced soon after it is kept, by a job */
let known = null;
let waiting = [];

const noted = (note) => {
  const line = document.createElement("span");
  line.className = "lineage__note";
  const bar = document.createElement("span");
  bar.className = "lineage__bar";
  bar.style.setProperty("--share", note.share);
  bar.setAttribute("aria-hidden", "true");
  const words = document.createElement(note.href ? "a" : "span");
  words.textContent = note.text;
  if (note.href) Object.assign(words, { href: note.href, target: "_blank", rel: "noopener" });
  line.append(bar, words);
  if (note.newer) {
    const newer = document.createElement("span");
    newer.className = "mark mark--warning";
    newer.textContent = note.newer;
    line.append(newer);
  }
  return line;
};

const margin = (holder, before, notes, name) => {
  const told = JSON.stringify(notes);
  const shown = holder.querySelector(":scope > .lineage");
  if (shown?.dataset.told === told) return;
  shown?.remove();
  if (!notes?.length) return;
  const made = document.createElement("p");
  made.className = name;
  made.dataset.told = told;
  made.append(...notes.map(noted));
  holder.insertBefore(made, before ?? holder.firstChild);
};

const place = () => {
  if (!known) return;
  for (const input of document.querySelectorAll("input[type=hidden][name^=body-][name$=-id]")) {
    if (!/^body-\d+-id$/.test(input.name)) continue;
    const divider = input.parentElement.querySelector(".w-panel__divider");
    if (divider) margin(divider.parentElement, divider, known.blocks[input.value], "lineage");
  }
  const whole = document.querySelector("[data-contentpath=body]");
  if (whole) margin(whole, null, known.whole, "lineage lineage--whole");
};

const look = async () => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  known = await answer.json();
  if (!known.is_taken) stop();
  place();
};

const lookSoon = () => {
  waiting.forEach(clearTimeout);
  waiting = TRACED_BY_THEN.map((delay) => setTimeout(look, delay));
};

let asked = 0;
const watcher = new MutationObserver(() => {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(place);
});

const stop = () => {
  waiting.forEach(clearTimeout);
  watcher.disconnect();
  removeEventListener("w-autosave:success", lookSoon);
};

const text = document.getElementById("page-edit-form");
if (text && address !== location.pathname) {
  watcher.observe(text, { childList: true, subtree: true });
  addEventListener("w-autosave:success", lookSoon);
  look().then(() => { if (known?.is_taken) lookSoon(); });
}
