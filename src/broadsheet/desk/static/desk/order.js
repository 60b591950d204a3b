/* An order given while a draft is being kept waits for that draft, and no draft is kept behind an order. */
(() => {
  let kept = null;
  addEventListener("w-autosave:save", (event) => {
    if (event.defaultPrevented) return;
    kept = new Promise((done) => ["success", "error"].forEach((end) => addEventListener(`w-autosave:${end}`, done, { once: true })));
    const mine = kept;
    kept.then(() => { if (kept === mine) kept = null; });
  });
  const give = (form, button) => {
    const waited = button?.disabled;
    if (waited) button.disabled = false; /* what a disabled button stands for would not be sent */
    form.requestSubmit(button);
    if (waited) button.disabled = true;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.wAutosaveIntervalValue === undefined) return;
    form.dataset.wAutosaveActiveValue = "false";
    if (!kept) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    kept.then(() => give(form, event.submitter));
  }, true);
})();
