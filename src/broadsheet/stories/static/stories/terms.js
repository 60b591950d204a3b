/* Suggest topics and places while a name is typed; arrows, Enter and Escape as in any list. */
(() => {
  class Terms {
    constructor(root) {
      this.root = root;
      this.chosen = root.querySelector("[data-terms-chosen]");
      this.input = root.querySelector("[role=combobox]");
      this.list = root.querySelector("[role=listbox]");
      this.input.addEventListener("input", () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.look(), 150); });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.list.addEventListener("mousedown", (event) => {
        const option = event.target.closest("li[data-id]");
        if (option) { event.preventDefault(); this.choose(option); }
      });
    }

    async look() {
      const q = this.input.value.trim();
      if (!q) { this.close(); return; }
      const answer = await fetch(`${this.root.dataset.terms}?q=${encodeURIComponent(q)}`);
      if (!answer.ok || q !== this.input.value.trim()) return;
      const taken = new Set([...this.chosen.querySelectorAll("input")].map((box) => box.value));
      const found = (await answer.json()).terms.filter((term) => !taken.has(String(term.id)));
      this.list.replaceChildren(...found.map((term, at) => {
        const option = document.createElement("li");
        Object.assign(option, { textContent: term.name, id: `${this.list.id}-${at}` });
        option.dataset.id = term.id;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(at === 0));
        return option;
      }));
      this.list.hidden = !found.length;
      this.input.setAttribute("aria-expanded", String(!!found.length));
      this.mark(0);
    }

    mark(at) {
      const options = [...this.list.children];
      options.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      this.input.setAttribute("aria-activedescendant", options[at]?.id ?? "");
      options[at]?.scrollIntoView({ block: "nearest" });
    }

    key(event) {
      const options = [...this.list.children];
      const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "Enter") { event.preventDefault(); if (!this.list.hidden && options[at]) this.choose(options[at]); }
      else if (event.key === "Escape") this.close();
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.mark(Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), options.length - 1));
      }
    }

    choose(option) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      label.className = "terms__term";
      Object.assign(box, { type: "checkbox", name: this.root.dataset.name, value: option.dataset.id, checked: true });
      label.append(box, ` ${option.textContent}`);
      this.chosen.append(label);
      this.input.value = "";
      this.close();
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }

    close() {
      this.list.replaceChildren();
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  const start = () => document.querySelectorAll("[data-terms]").forEach((root) => new Terms(root));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
