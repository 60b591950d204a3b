/* Say how long a headline is, while it is written. */
(() => {
  const tell = (input) => {
    const output = input.parentElement?.querySelector("[data-headline-count]");
    if (!output) return;
    const n = [...input.value].length;
    const verdict = n > Number(output.dataset.cutOff) ? "cut" : n > Number(output.dataset.readsBest) ? "long" : "good";
    output.dataset.verdict = verdict === "good" ? "good" : "long";
    output.textContent = n ? output.dataset[verdict].replace("%(n)s", n) : "";
  };
  document.addEventListener("input", (event) => { if (event.target.name === "title") tell(event.target); });
  const start = () => document.querySelectorAll("input[name=title]").forEach(tell);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
