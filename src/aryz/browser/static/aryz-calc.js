// The calculators' pages: a form from the calculator's fields, the sum by AryzLaw, the steps as a table.
// Nothing is sent anywhere and nothing is stored.
(() => {
  "use strict";
  const texts = window.AryzCalc;
  const place = document.querySelector("[data-calculator]");
  if (!texts || !place) return;
  const name = place.dataset.calculator;
  const fields = texts.calculators[name];
  const say = (key) => texts.words[key] ?? key;
  const fill = (text, params) => text.replace(/\{(\w+)\}/g, (all, key) => (key in params ? params[key] : all));

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) node.setAttribute(key, "");
      else if (value !== false && value != null) node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };
  const today = () => {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  };
  const shownDay = (iso) => iso.replace(/(\d{4})-(\d\d)-(\d\d)/g, "$3.$2.$1");
  const shownNumber = (plain) => {
    const [whole, rest] = plain.split(".");
    return whole.replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0") + (rest ? texts.point + rest : "");
  };
  const shown = (text) => shownDay(text).replace(/(^|[^\d.])(\d+(?:\.\d+)?)(?![\d.])/g, (_, before, plain) => before + shownNumber(plain));

  const signed = (text) => text.replace(/(^|\s)-/g, "$1−");

  // the form

  let count = 0;
  const control = (field, id) => {
    const kinds = { date: ["date"], month: ["month"], integer: ["number", "numeric"], rule: [] };
    if (field.kind === "choice" || field.kind === "rule") {
      const options = field.kind === "rule" ? Object.entries(texts.rules) : field.choices.map((one) => [one, say(`choice.${one}`)]);
      return make("select", { id, name: field.id }, ...options.map(([key, label]) => make("option", { value: key }, label)));
    }
    const [type, mode] = kinds[field.kind] ?? ["text", "decimal"];
    const made = make("input", { id, name: field.id, type, inputmode: mode, autocomplete: "off", required: field.required });
    if (field.kind === "month") made.setAttribute("placeholder", "2026-03");
    if (field.today) made.value = today();
    return made;
  };
  const question = (field) => {
    if (field.kind === "choices") {
      const boxes = field.choices.map((one) =>
        make("label", { class: "aryz-check" }, make("input", { type: "checkbox", value: one }), ` ${say(`choice.${one}`)}`));
      return make("fieldset", { "data-field": field.id }, make("legend", {}, say(`field.${field.id}`)), ...boxes);
    }
    const id = `aryz-${(count += 1)}`;
    const label = make("label", { for: id }, say(`field.${field.id}`));
    if (!field.required && field.kind !== "choice") label.append(make("small", {}, ` — ${say("optional")}`));
    const made = make("p", { "data-field": field.id, class: "aryz-field" }, label, control(field, id));
    if (field.kind === "rule") {
      const event = make("small", { class: "aryz-event" });
      const tell = () => (event.textContent = texts.events[made.querySelector("select").value] ?? "");
      made.querySelector("select").addEventListener("change", tell);
      tell();
      made.append(event);
    }
    return made;
  };
  const number = (box) =>
    [...box.children].forEach((row, index) => {
      row.querySelector("legend").textContent = fill(say("row"), { number: index + 1 });
      row.querySelector("button").hidden = box.children.length < 2;
    });
  const rows = (field) => {
    const box = make("div", { "data-rows": field.id });
    const add = () => {
      const drop = make("button", { type: "button", class: "aryz-plain" }, say("remove"));
      const row = make("fieldset", { class: "aryz-row" }, make("legend"), ...field.columns.map(question), drop);
      drop.addEventListener("click", () => (row.remove(), number(box), box.querySelector("input").focus()));
      box.append(row);
      number(box);
      return row;
    };
    add();
    const more = make("button", { type: "button", class: "aryz-plain" }, say("add"));
    more.addEventListener("click", () => add().querySelector("input").focus());
    return make("div", {}, box, more);
  };

  // what was typed

  class Wrong extends Error {
    constructor(message, node) {
      super(message);
      this.node = node;
    }
  }
  const hundredths = (text, node) => {
    const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
    if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) throw new Wrong(fill(say("wrong.number"), { value: text }), node);
    const [whole, rest = ""] = plain.split(".");
    return parseInt(whole, 10) * 100 + parseInt(rest.padEnd(2, "0"), 10);
  };
  const { days } = AryzLaw;
  const near = (text) => days.EARLIEST <= text && text <= days.LATEST;
  const read = (field, scope) => {
    const place = scope.querySelector(`[data-field="${field.id}"]`);
    if (field.kind === "choices") return [...place.querySelectorAll("input:checked")].map((box) => box.value);
    const node = place.querySelector("input, select");
    const text = node.value.trim();
    if (text === "") {
      const unreadable = node.validity && node.validity.badInput;
      if (unreadable) throw new Wrong(fill(say("wrong.date"), { value: "…" }), node);
      if (field.required) throw new Wrong(fill(say("wrong.empty"), { field: say(`field.${field.id}`) }), node);
      return null;
    }
    if (field.kind === "date" && !(days.is_day(text) && near(text))) throw new Wrong(fill(say("wrong.date"), { value: text }), node);
    if (field.kind === "month" && !(days.is_month(text) && near(text))) throw new Wrong(fill(say("wrong.date"), { value: text }), node);
    if (["money", "percent", "hours", "days"].includes(field.kind)) return hundredths(text, node);
    if (field.kind === "integer" || field.id === "divisor") {
      if (!/^\d{1,2}$|^36[05]$/.test(text) || text === "0") throw new Wrong(fill(say("wrong.number"), { value: text }), node);
      return parseInt(text, 10);
    }
    return text;
  };
  const answers = (form) => {
    const asked = {};
    for (const field of fields) {
      if (field.kind !== "rows") asked[field.id] = read(field, form);
      else {
        const listed = [...form.querySelectorAll(`[data-rows="${field.id}"] > fieldset`)];
        asked[field.id] = listed.map((row) => Object.fromEntries(field.columns.map((one) => [one.id, read(one, row)])));
      }
    }
    return asked;
  };

  // the result

  const cites = (refs) => {
    const cell = make("span");
    refs.forEach((ref, index) => {
      const label = texts.cites[ref] ?? ref, link = texts.links[ref];
      cell.append(index ? "; " : "", link ? make("a", { href: link, class: "aryz-cite" }, label) : label);
    });
    return cell;
  };
  const cells = {
    what: (step) => say(`step.${step.what}`) + (step.verified ? "" : " (?)"),
    from: (step) => (step.from ? shownDay(step.from) : ""),
    to: (step) => (step.to ? shownDay(step.to) : ""),
    days: (step) => (step.days == null ? "" : String(step.days)),
    rate: (step) => (step.rate == null ? "" : shownNumber(AryzLaw.exact.decimal(step.rate))),
    formula: (step) => signed(shown(step.formula)),
    amount: (step) => (step.amount == null ? "" : signed(shownNumber(AryzLaw.exact.money(step.amount)))),
    cites: (step) => (step.cites.length ? cites(step.cites) : ""),
  };
  const table = (steps) => {
    const used = Object.keys(cells).filter((key) => steps.some((step) => key === "cites" || cells[key](step) !== ""));
    const head = make("tr", {}, ...used.map((key) => make("th", { scope: "col" }, say(`head.${key}`))));
    const body = steps.map((step) =>
      make("tr", {}, ...used.map((key) => make("td", { "data-label": say(`head.${key}`) }, cells[key](step)))));
    return make("table", { class: "aryz-steps" }, make("thead", {}, head), make("tbody", {}, ...body));
  };
  const report = (made) => {
    const total = typeof made.total === "string" ? shownDay(made.total) : shownNumber(AryzLaw.exact.money(made.total));
    const block = make("section", { class: "aryz-result" }, make("h2", {}, say("result")));
    block.append(make("p", { class: "aryz-total" }, `${say(`${name}.total`)}: `, make("strong", {}, total)));
    if (made.unverified) block.append(make("p", { class: "aryz-warn" }, `(?) ${say("unverified")}`));
    for (const note of made.notes ?? []) block.append(make("p", { class: "aryz-warn" }, say(`note.${note}`)));
    if (made.steps.length) block.append(make("h3", {}, say("steps")), table(made.steps));
    return block;
  };

  const run = make("button", { class: "md-button md-button--primary" }, say("run"));
  const out = make("div", { "aria-live": "polite" });
  const form = make("form", { class: "aryz-calc", novalidate: true },
    ...fields.map((field) => (field.kind === "rows" ? rows(field) : question(field))), run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const node of form.querySelectorAll("[aria-invalid]")) node.removeAttribute("aria-invalid");
    try {
      out.replaceChildren(report(AryzLaw.named.run(AryzLaw.tables, name, answers(form))));
    } catch (error) {
      let message = error.message;
      if (error instanceof AryzLaw.FaultError) {
        const params = Object.entries(error.params).map(([key, value]) => [key, shownDay(String(value))]);
        message = fill(texts.faults[error.key] ?? error.key, Object.fromEntries(params));
      } else if (!(error instanceof Wrong)) throw error;
      out.replaceChildren(make("p", { class: "aryz-wrong", role: "alert" }, message));
      if (error.node) {
        error.node.setAttribute("aria-invalid", "true");
        error.node.focus();
      }
    }
    out.scrollIntoView({ block: "nearest" });
  });
  place.replaceChildren(form, out);
})();
