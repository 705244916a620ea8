// Keys: j and k go through the rows, / searches, g b goes to the board, ? shows the keys; a letter presses what
// bears it.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const handle = (row) => row.querySelector("a, button");
  let waitsForPlace = false;

  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by;
    const target = all[Math.min(Math.max(next, 0), all.length - 1)];
    const link = handle(target);
    if (!link) return;
    link.focus();
    target.scrollIntoView({ block: "nearest" });
  };

  // WCAG 2.2, 2.1.4: keys of one letter can be turned off; the browser keeps that.
  const hasKeys = () => localStorage.getItem("keys") !== "off";
  const box = document.getElementById("keys-on");
  if (box) {
    box.checked = hasKeys();
    box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
  }

  const places = { b: "/", c: "/candidates", r: "/runs", s: "/search", q: "/queues", a: "/appeals" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea, dialog");
    if (typing || (!hasKeys() && event.key !== "?")) return;
    if (waitsForPlace) {
      waitsForPlace = false;
      if (places[event.key]) { event.preventDefault(); location.assign(places[event.key]); }
      return;
    }
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "g") waitsForPlace = true;
    else if (/^[a-z]$/.test(event.key)) {
      const act = document.querySelector(`[data-key="${event.key}"]`);
      if (act) { event.preventDefault(); act.click(); }
    }
    else if (event.key === "?") document.getElementById("keys").showModal();
    else if (event.key === "/") {
      event.preventDefault();
      const box = document.querySelector('input[name="q"]');
      if (box) box.focus(); else location.assign("/search");
    }
  });

  // What was unfolded is read next; new alarms are said.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target && event.detail.target.id === "alarms") {
      const live = document.getElementById("live");
      if (live) live.textContent = "The board has changed.";
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const shown = event.detail.elt;
    if (!shown || !shown.matches) return;
    if (shown.matches(".words")) shown.querySelector("blockquote")?.focus();
    if (shown.matches(".media > li")) shown.focus();
  });

  // More places: g e goes to the events, g n to the reports, g f to the figures.
  Object.assign(places, { e: "/events", n: "/reports", f: "/figures" });

  // Where a file's content may be pasted, the file can be chosen too.
  for (const area of document.querySelectorAll("textarea[name=csv]")) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.textContent = "Or choose the file";
    label.htmlFor = input.id = area.id + "-file";
    input.type = "file";
    input.accept = ".csv,.tsv,.txt,text/csv";
    input.addEventListener("change", async () => {
      if (input.files[0]) area.value = await input.files[0].text();
    });
    area.after(label, input);
  }
})();
