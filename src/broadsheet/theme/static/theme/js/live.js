// What happens while a page is open: breaking news, new stories, a story corrected, updated or gone. Nothing that is
// being read is moved. Listens only while somebody looks; what was missed meanwhile is found by asking for the page.

const MOST_TRIES = 4; // without ever getting through: this site has nobody to listen to
const bar = document.querySelector("[data-live-bar]");
const [words, close] = [bar.querySelector(".live-words"), bar.querySelector("button")];
const place = document.querySelector("[data-breaking]");
const say = bar.dataset;
const here = location.pathname + location.search;
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const jitter = (ms) => pause(ms * (0.5 + Math.random() / 2));

// The bar at the foot of the window: one line for each kind of news, which the next of that kind replaces.
const made = (name, properties, ...inside) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
};
const tell = (kind, ...inside) => {
  words.querySelector(`[data-kind="${kind}"]`)?.remove();
  const line = made("p", {}, ...inside);
  line.dataset.kind = kind;
  kind === "breaking" ? words.prepend(line) : words.append(line);
  close.hidden = false;
};
const withdraw = (kind) => {
  words.querySelector(`[data-kind="${kind}"]`)?.remove();
  close.hidden = !words.childElementCount;
};
close.addEventListener("click", () => {
  words.replaceChildren();
  close.hidden = true;
  document.querySelector("main").focus({ preventScroll: true });
});

// The page as it is now. A cache that has not heard yet is asked again.
const fetched = async (isFresh = () => true) => {
  for (const wait of [0, 300, 1000, 3000]) {
    if (wait) await jitter(wait);
    const answer = await fetch(here, { cache: "no-cache", headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || answer.status >= 500) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (isFresh(answer, page)) return { page, isGone: answer.status === 410 || answer.status === 404 };
  }
  return null;
};

// Breaking: in the strip where there is one and it is seen, else in the bar; a strip that is lowered keeps its space.
let raised = place.querySelector("section")?.dataset.words ?? "";

const breaking = ({ headline = "", url = "", raised_at = "" }) => {
  const link = url.startsWith("/") ? made("a", { href: url }, headline) : made("span", {}, headline);
  link.className = "headline";
  const strip = place.querySelector("section");
  const isSeen = strip && strip.getBoundingClientRect().bottom > 0;
  raised = headline;
  withdraw("breaking");
  if (strip) {
    place.ariaLive = isSeen ? "polite" : "off";
    strip.style.visibility = headline ? "" : "hidden";
    if (headline) strip.querySelector(".headline").replaceWith(link.cloneNode(true));
    const time = strip.querySelector("time");
    if (raised_at && time && Math.abs(new Date(raised_at) - new Date(time.dateTime)) >= 1000) time.remove();
  }
  if (headline && !isSeen) tell("breaking", made("strong", {}, say.breaking), " ", link);
};

// New stories on a front: how many, and a link that loads it again.
const fresh = new Set();
const onPage = (root) => new Set([...root.querySelectorAll("main .headline a")]
  .filter((link) => !link.closest(".ranking, .popular"))
  .map((link) => new URL(link.getAttribute("href"), location.origin).pathname));

const stories = (urls) => {
  const known = onPage(document);
  for (const url of urls) if (!known.has(url)) fresh.add(url);
  if (!fresh.size) return;
  const count = fresh.size === 1 ? say.one : say.many.replace("#", fresh.size);
  tell("stories", made("a", { href: location.pathname }, count));
};

// A story: gone, corrected, or told further.
const story = document.querySelector("[data-story]");
const modified = (root) => root.querySelector('meta[property="article:modified_time"]')?.content ?? "";

const gone = async () => {
  const now = await fetched((answer) => !answer.ok);
  if (!now) return;
  globalThis.speechSynthesis?.cancel();
  const main = document.querySelector("main");
  const hadFocus = main.contains(document.activeElement);
  document.title = now.page.title;
  document.body.className = now.page.body.className;
  main.replaceChildren(...now.page.querySelector("main").childNodes);
  words.replaceChildren();
  tell("gone", main.querySelector("h1").textContent);
  if (hadFocus) main.focus();
  scrollTo(0, 0);
  isOver = true;
  stop();
};

const showCorrections = (page) => {
  const [before, after] = [document.querySelector("#corrections"), page.querySelector("#corrections")];
  if (!after) return false;
  if (before) before.replaceWith(after);
  else document.querySelector(".story-foot").prepend(...[document.querySelector(".story-foot .source"), after].filter(Boolean));
  return true;
};

const changed = async ({ what }, known) => {
  const isCorrection = what === "correction";
  const now = known ?? await fetched((answer, page) => !answer.ok || modified(page) !== modified(document));
  if (now?.isGone) return gone();
  const isShown = now && showCorrections(now.page) && isCorrection;
  const link = isShown ? made("a", { href: "#corrections" }, say.read) : made("a", { href: here }, say.load);
  tell("changed", isCorrection ? say.correction : say.update, " ", link);
};

// After a gap that nobody can fill: what does the page say now?
const catchUp = async () => {
  const now = await fetched();
  if (!now) return;
  if (now.isGone) return story && gone();
  const strip = now.page.querySelector("[data-breaking] section");
  const headline = strip?.dataset.words ?? "";
  if (headline !== raised) breaking({ headline, url: strip?.querySelector("a.headline")?.getAttribute("href") ?? "" });
  if (story) {
    const count = (root) => root.querySelectorAll("#corrections li").length;
    const what = count(now.page) > count(document) ? "correction" : "update";
    if (modified(now.page) !== modified(document)) changed({ what }, now);
  } else if (document.body.dataset.live.includes("list:")) {
    stories(onPage(now.page));
  }
};

// The connection: only while the page is seen; the browser mends it once by itself, which replays what was missed,
// then we wait, longer each time, never all readers at once.
let source, tries = 0, everOpen = false, missed = false, isOver = false, waiting;

const stop = () => {
  source?.close();
  source = null;
  clearTimeout(waiting);
};

const later = (ms) => {
  stop();
  waiting = setTimeout(open, ms * (0.5 + Math.random()));
};

const heed = (kind, act) => source.addEventListener(kind, (event) => act(JSON.parse(event.data || "{}")));

function open() {
  if (source || isOver || document.hidden) return;
  source = new EventSource(`/_live?on=${document.body.dataset.live}`);
  let isMending = false;
  source.addEventListener("open", () => {
    [tries, everOpen, isMending] = [0, true, false];
    if (missed) catchUp();
    missed = false;
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CONNECTING && everOpen && !isMending) {
      isMending = true;
      return;
    }
    stop();
    missed = everOpen;
    tries += 1;
    isOver = !everOpen && tries >= MOST_TRIES;
    if (!isOver) later(Math.min(1000 * 2 ** tries, 60000));
  });
  heed("breaking", breaking);
  heed("stories", ({ url }) => stories([url]));
  heed("gone", gone);
  heed("changed", changed);
  heed("reset", () => jitter(4000).then(catchUp));
}

addEventListener("visibilitychange", () => {
  if (!document.hidden) return later(500);
  missed ||= Boolean(source);
  stop();
});
later(200);
