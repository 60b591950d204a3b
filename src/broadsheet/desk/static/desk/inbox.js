/* The inbox by keyboard, and live. Without this file it is a list of links, a search form and a button. */

const EVERY = 3000;
const root = document.querySelector("[data-inbox]");
const list = root.querySelector("[data-rows]");
const pane = root.querySelector("[data-item]");
const status = root.querySelector("[data-status]");
const filters = root.querySelector("[data-filters]");
const takeForm = root.querySelector("[data-take]");
let cursor = root.dataset.cursor;
let etag = "";
let asked = "";

const links = () => [...(list?.querySelectorAll("[data-open]") ?? [])];
const rowOf = (link) => link?.closest("[data-row]");
let silence;
const say = (words) => {
  status.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => { status.textContent = ""; }, 8000);
};
const opened = () => links().find((link) => link.hasAttribute("aria-current"));
const chosen = () => links().find((link) => link === document.activeElement) ?? opened();

function show(html) {
  pane.innerHTML = html;
  pane.scrollTop = 0;
  root.classList.add("inbox--open");
}

async function open(link, { replace = false } = {}) {
  const address = new URL(link.href);
  asked = link.href;
  const fragment = new URL(address);
  fragment.searchParams.set("fragment", "1");
  const answer = await fetch(fragment, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) { location.assign(address); return; }
  if (asked !== link.href) return;
  show(await answer.text());
  for (const other of links()) other.toggleAttribute("aria-current", false);
  if (link.matches("[data-open]")) link.setAttribute("aria-current", "true");
  history[replace ? "replaceState" : "pushState"]({}, "", address);
}

function step(by) {
  const all = links();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  if (opened()) open(next, { replace: true });
}

function pickUp() {
  const row = rowOf(chosen());
  const inPane = pane?.querySelector("[data-item-id]");
  const id = row?.dataset.row ?? inPane?.dataset.itemId;
  if (!id) { say(""); return; }
  const taken = root.querySelector(`[data-taken="${id}"] .mark--taken`);
  if (taken && root.dataset.warned !== id) {
    root.dataset.warned = id;
    say(root.dataset.hint.replace("%(taken)s", taken.textContent.trim()));
    return;
  }
  if (inPane?.dataset.itemId === id) {
    inPane.querySelector(".wire-item__take")?.requestSubmit();
    return;
  }
  takeForm.action = `${root.dataset.list}${id}/pick-up/`;
  takeForm.requestSubmit();
}

const orders = {
  j: () => step(1),
  k: () => step(-1),
  p: pickUp,
  "/": () => filters.elements.q.focus(),
};

/* Captured before Wagtail's own keys, which would take “/” for the search of pages. */
window.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable], dialog, [role=dialog]");
  if (event.key === "Escape" && event.target === filters.elements.q) { event.target.blur(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in orders)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  orders[event.key]();
}, true);

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open], a[data-version]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link);
});

addEventListener("popstate", () => location.reload());
filters.addEventListener("change", (event) => { if (event.target.matches("select")) filters.requestSubmit(); });
filters.addEventListener("submit", () => {
  for (const field of filters.elements) if (field.name && !field.value) field.disabled = true;
});
addEventListener("pageshow", () => { for (const field of filters.elements) field.disabled = false; });
filters.querySelector("[data-apply]").hidden = true;

function insert({ id, html }) {
  const old = list.querySelector(`[data-row="${id}"]`);
  const kept = old?.querySelector("a").hasAttribute("aria-current");
  old?.remove();
  list.insertAdjacentHTML("afterbegin", html);
  const row = list.firstElementChild;
  row.classList.add("inbox-row--new");
  if (kept) row.querySelector("a").setAttribute("aria-current", "true");
}

function arrive(news) {
  cursor = news.cursor;
  const scroller = list.closest(".inbox__list");
  const before = scroller.scrollHeight;
  const focused = rowOf(document.activeElement)?.dataset.row;
  for (const row of [...news.rows].reverse()) insert(row);
  if (focused) list.querySelector(`[data-row="${focused}"] a`)?.focus({ preventScroll: true });
  if (scroller.scrollTop > 0) scroller.scrollTop += scroller.scrollHeight - before;
  for (const { id, html } of news.taken) {
    for (const place of root.querySelectorAll(`[data-taken="${id}"]`)) place.innerHTML = html;
  }
  if (news.rows.length) root.querySelector(".inbox__empty")?.remove();
  if (news.announcement) say(news.announcement);
}

async function listen() {
  if (document.hidden) return;
  const address = new URL(root.dataset.news, location);
  address.search = root.dataset.query;
  address.searchParams.set("after", cursor);
  const answer = await fetch(address, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
  if (answer.status === 304 || !answer.ok) return;
  etag = answer.headers.get("ETag") ?? "";
  arrive(await answer.json());
}

if (list && root.hasAttribute("data-live") && cursor) {
  const again = () => listen().catch(() => {}).finally(() => setTimeout(again, EVERY));
  setTimeout(again, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) listen().catch(() => {}); });
}
