// Compares any two wordings of an article that the page holds. Words that went are <del>, words that came are <ins>.
(() => {
  "use strict";
  const common = (a, b) => {
    // the table of longest common runs; an article is short enough for it
    const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i -= 1)
      for (let j = b.length - 1; j >= 0; j -= 1)
        table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    return table;
  };
  const steps = (a, b) => {
    const table = common(a, b);
    const made = [];
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) made.push(["same", a[(i += 1) - 1], (j += 1)]);
      else if (j >= b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) made.push(["del", a[(i += 1) - 1]]);
      else made.push(["ins", b[(j += 1) - 1]]);
    }
    return made;
  };
  const words = (text) => text.match(/\S+|\s+/g) ?? [];
  const mark = (tag, text) => {
    if (tag === "same") return document.createTextNode(text);
    const node = document.createElement(tag);
    node.textContent = text;
    return node;
  };
  const paragraph = (...nodes) => {
    const made = document.createElement("p");
    made.append(...nodes);
    return made;
  };
  const changed = (before, after) =>
    paragraph(...steps(words(before), words(after)).map(([kind, text]) => mark(kind, text)));
  // lines that went and lines that came in the same place are changed lines, the first with the first
  const show = (out, before, after, labels) => {
    out.replaceChildren();
    let gone = [];
    let come = [];
    const flush = () => {
      gone.slice(0, come.length).forEach((line, index) => out.append(changed(line, come[index])));
      gone.slice(come.length).forEach((line) => out.append(paragraph(mark("del", line))));
      come.slice(gone.length).forEach((line) => out.append(paragraph(mark("ins", line))));
      gone = [];
      come = [];
    };
    for (const [tag, line] of steps(before, after)) {
      if (tag === "same") flush();
      else (tag === "del" ? gone : come).push(line);
    }
    flush();
    if (!out.children.length) out.append(paragraph(labels.no_change));
  };
  for (const place of document.querySelectorAll(".aryz-compare")) {
    const { wordings, labels } = JSON.parse(place.querySelector("script").textContent);
    const choose = (label, chosen) => {
      const select = document.createElement("select");
      wordings.forEach((one, index) => select.append(new Option(one.day, index, false, index === chosen)));
      const holder = document.createElement("label");
      holder.append(`${label} `, select);
      place.append(holder, " ");
      return select;
    };
    const first = choose(labels.compare_from, wordings.length - 2);
    const last = choose(labels.compare_to, wordings.length - 1);
    const out = document.createElement("div");
    out.setAttribute("aria-live", "polite");
    place.append(out);
    const update = () => show(out, wordings[first.value].lines, wordings[last.value].lines, labels);
    first.addEventListener("change", update);
    last.addEventListener("change", update);
    update();
  }
})();
