"use strict";
(function () {
  // A place in a closed part of the page opens it.
  function reveal() {
    const name = decodeURIComponent(location.hash.slice(1));
    // Evidence that stands inside other evidence has no place of its own; its document has.
    const place = name && (document.getElementById(name) || document.getElementById((name.match(/^d\d+/) || [""])[0]));
    if (!place) return;
    for (let part = place; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      part.hidden = false;
    }
    document.querySelectorAll(".here").forEach((old) => old.classList.remove("here"));
    place.classList.add("here");
    place.scrollIntoView({ block: "center" });
    if (place.tagName === "MARK") place.focus({ preventScroll: true });
  }
  addEventListener("hashchange", reveal);
  reveal();

  // Paper can't be unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));

  // Escape puts away what is shown of a quotation.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement.closest("mark")) document.activeElement.blur();
  });

  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const words = rows.map((row) => row.textContent.toLowerCase());

  const form = document.getElementById("filters");
  const field = (name) => document.getElementById("f-" + name);
  const value = (name) => (field(name) ? field(name).value : "");
  function filter() {
    const wanted = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    const who = value("who"), party = value("party"), kind = value("kind"), grade = value("grade");
    const doubtful = field("doubtful").checked;
    let shown = 0;
    rows.forEach((row, n) => {
      const data = row.dataset;
      const fits = (!who || data.who === who) && (!party || data.party === party) && (!kind || data.kind === kind)
        && (!grade || data.grades.split("|").includes(grade)) && (!doubtful || data.doubtful)
        && wanted.every((word) => words[n].includes(word));
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    field("count").textContent = shown === rows.length ? rows.length + " quotations" : shown + " of " + rows.length + " quotations";
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));

  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.firstElementChild.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.key;
      const order = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
      const sorted = rows.slice().sort((one, two) => {
        const a = key(one), b = key(two);
        // What is empty comes last either way.
        if (!a || !b) return !a - !b;
        return down ? order.compare(b, a) : order.compare(a, b);
      });
      body.append(...sorted);
    });
  });
})();
