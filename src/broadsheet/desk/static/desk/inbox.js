/* The inbox and its columns by keyboard, and live. Without this file they are lists of links, a search and a button. */

const EVERY = 3000;
const MOST_ROWS = 200;
const root = document.querySelector("[data-inbox]");
const lists = [...root.querySelectorAll("[data-rows]")];
const pane = root.querySelector("[data-item]");
const status = root.querySelector("[data-status]");
const filters = root.querySelector("[data-filters]");
const takeForm = root.querySelector("[data-take]");
const alarms = root.querySelector("[data-alarms]");
const isDrawer = Boolean(pane?.hasAttribute("data-drawer"));
const closing = root.querySelector("[data-close]");
let cursor = root.dataset.cursor;
let etag = "";
let asked = "";

const linksIn = (list) => [...(list?.querySelectorAll("[data-open]") ?? [])];
const links = () => lists.flatMap(linksIn);
const listOf = (link) => link?.closest("[data-rows]") ?? lists[0];
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
  pane.hidden = false;
  if (isDrawer) pane.prepend(closing);
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
  if (!isDrawer) history[replace ? "replaceState" : "pushState"]({}, "", address);
}

function close() {
  const was = opened();
  pane.hidden = true;
  pane.replaceChildren();
  was?.removeAttribute("aria-current");
  was?.focus();
}

function step(by) {
  const all = linksIn(listOf(chosen()));
  if (!all.length) return;
  const at = all.indexOf(chosen());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  if (opened()) open(next, { replace: true });
}

function cross(by) {
  const filled = lists.filter((list) => list.querySelector("[data-open]"));
  const from = listOf(chosen());
  const place = linksIn(from).indexOf(chosen());
  const target = filled[Math.min(Math.max(filled.indexOf(from) + (place < 0 ? 0 : by), 0), filled.length - 1)];
  const all = linksIn(target);
  const next = all[Math.min(Math.max(place, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (next && opened()) open(next, { replace: true });
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
  h: () => cross(-1),
  l: () => cross(1),
  p: pickUp,
  "/": () => filters?.elements.q.focus(),
};

/* Captured before Wagtail's own keys, which would take “/” for the search of pages. */
window.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable], dialog, [role=dialog]");
  if (event.key === "Escape" && filters && event.target === filters.elements.q) { event.target.blur(); return; }
  if (event.key === "Escape" && isDrawer && !pane.hidden) {
    event.stopImmediatePropagation();  // on a phone Wagtail would go to its menu
    close();
    return;
  }
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

closing?.addEventListener("click", close);
if (!isDrawer) addEventListener("popstate", () => location.reload());

if (filters) {
  filters.addEventListener("change", (event) => { if (event.target.matches("select")) filters.requestSubmit(); });
  filters.addEventListener("submit", () => {
    for (const field of filters.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => { for (const field of filters.elements) field.disabled = false; });
  filters.querySelector("[data-apply]").hidden = true;
}

function insert(list, { id, html }) {
  const old = list.querySelector(`[data-row="${id}"]`);
  const kept = old?.querySelector("a").hasAttribute("aria-current");
  old?.remove();
  list.insertAdjacentHTML("afterbegin", html);
  const row = list.firstElementChild;
  row.classList.add("inbox-row--new");
  if (kept) row.querySelector("a").setAttribute("aria-current", "true");
}

function arrive(list, news) {
  const scroller = list.closest(".inbox__list");
  const before = scroller.scrollHeight;
  const focused = list.contains(document.activeElement) ? rowOf(document.activeElement)?.dataset.row : undefined;
  for (const row of [...news.rows].reverse()) insert(list, row);
  for (const row of [...list.children].slice(MOST_ROWS)) if (!row.contains(document.activeElement)) row.remove();
  if (focused) list.querySelector(`[data-row="${focused}"] a`)?.focus({ preventScroll: true });
  if (scroller.scrollTop > 0) scroller.scrollTop += scroller.scrollHeight - before;
  for (const { id, html } of news.taken) {
    for (const place of root.querySelectorAll(`[data-taken="${id}"]`)) place.innerHTML = html;
  }
  if (news.rows.length) scroller.querySelector(".inbox__empty")?.remove();
  return news.rows.length;
}

function askFor(list, headers = {}) {
  const address = new URL(root.dataset.news, location);
  address.search = list.dataset.query;
  address.searchParams.set("after", cursor);
  return fetch(address, { headers, cache: "no-store" });
}

/* What has come is the same question for every list: the first answers it with 304, or all are asked. */
async function listen() {
  if (document.hidden) return;
  const first = await askFor(lists[0], etag ? { "If-None-Match": etag } : {});
  if (first.status === 304 || !first.ok) return;
  const others = await Promise.all(lists.slice(1).map((list) => askFor(list)));
  if (others.some((answer) => !answer.ok)) return;
  const news = await Promise.all([first, ...others].map((answer) => answer.json()));
  const came = lists.map((list, place) => arrive(list, news[place]));
  etag = first.headers.get("ETag") ?? "";
  cursor = news[0].cursor;
  if (alarms && alarms.innerHTML.trim() !== news[0].alarms.trim() && !alarms.contains(document.activeElement)) {
    alarms.innerHTML = news[0].alarms;
  }
  if (came.some(Boolean)) say(news.find(({ announcement }) => announcement)?.announcement ?? "");
}

if (lists.length && root.hasAttribute("data-live") && cursor) {
  const again = () => listen().catch(() => {}).finally(() => setTimeout(again, EVERY));
  setTimeout(again, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) listen().catch(() => {}); });
}
