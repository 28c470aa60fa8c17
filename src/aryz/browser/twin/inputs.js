// Fields of a question as inputs, and what a form holds as raw answers: the twin of aryz/web/forms.py and of the macros
// in aryz/web/templates/parts.html.
const inputs = (() => {
  const NAME = ["surname", "given", "patronymic", "latin"];
  const HAND = ["gen", "dat", "acc", "ins", "prep"];
  const ADDRESS = ["district", "settlement", "text"];
  const PARTS = { name: [...NAME, ...HAND], address: ["region", ...ADDRESS] };
  const MOST_ROWS = 200;

  /** An element; attributes that are null or false are left out, functions listen to their event. */
  const h = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name, value);
      else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...children.flat(3).filter((child) => child !== null && child !== false));
    return made;
  };

  /** What a button is for, for who hears the buttons alone. */
  const heard = (...words) => h("span", { class: "hidden" }, " — ", ...words);

  /** A line in which stands what a Russian paper says. */
  const inRussian = (line, words) => {
    const [before, found, after] = $.partition(line, words);
    return [before, h("span", { lang: "ru" }, found), after];
  };

  /** The language of an example, which is one of the paper's whatever the page's is. */
  const spoken = (words) => (/[әғқңөұүһі]/i.test(words) ? "kk" : /[а-яё]/i.test(words) ? "ru" : null);

  const idOf = (name) => name.replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-|-$/g, "");
  const part = (value, key, otherwise) => (value && typeof value === "object" ? value[key] || "" : otherwise);

  /** What was typed into one input; `name` is its name in the form. */
  const typed = (form, name, spec) => {
    if (spec.type === "list") {
      return rowsOf(form, name).map((row) => Object.fromEntries(
        Object.entries(spec.item).map(([key, inner]) => [key, typed(form, `${name}[${row}].${key}`, inner)])));
    }
    if (spec.type === "choices") return form.getAll(name);
    if ($.own(PARTS, spec.type)) {
      return Object.fromEntries(PARTS[spec.type].map((key) => [key, form.get(`${name}.${key}`) || ""]));
    }
    return form.get(name) || "";
  };
  /** The numbers of a list's rows in the form, in order. */
  const rowsOf = (form, path) => {
    const found = [...form.keys()].filter((key) => key.startsWith(`${path}[`)).map((key) => parseInt(key.slice(path.length + 1), 10));
    return [...new Set(found)].filter((row) => row < MOST_ROWS).sort((a, b) => a - b);
  };
  /** What the form holds, by field; nothing is judged here. */
  const readForm = (program, question, element) => {
    const form = new FormData(element);
    return Object.fromEntries(program.questions[question].fields.map((path) => [path, typed(form, path, program.fields[path])]));
  };

  const filled = (value) => {
    const inner = value !== null && typeof value === "object" ? Object.values(value) : [value];
    return inner.some((one) => String(one).trim());
  };
  /** The same without rows of lists in which nothing was typed. */
  const withoutEmptyRows = (raw) => Object.fromEntries(Object.entries(raw).map(([path, value]) => [path,
    Array.isArray(value) ? value.filter((row) => typeof row !== "object" || Object.values(row).some(filled)) : value]));

  /** What was typed, with names filled in where the other alphabet is proposed. */
  const withProposals = (raw, faults) => {
    const made = Object.fromEntries(Object.entries(raw).map(([path, value]) => [path, Array.isArray(value) ? [...value] : value]));
    for (const [at, fault] of Object.entries(faults)) {
      if (fault.key !== "name.proposed") continue;
      const [, path, row, key] = /^([^[]+)(?:\[(\d+)\]\.(.*))?$/.exec(at) || [];
      if (row === undefined) made[path] = { ...fault.params.proposal };
      else made[path][row] = { ...made[path][row], [key]: { ...fault.params.proposal } };
    }
    return made;
  };

  /**
   * The inputs of a question as elements.
   * @param {any} shown program, turn, question, raw (what was typed), faults (words by path), t (texts), language, ask,
   *   and `change(path, what, index)` for the buttons of lists
   */
  const elements = (shown) => {
    const { program, question } = shown, { fields } = program.questions[question];
    return fields.map((path) => element(shown, path, path, program.fields[path], shown.raw[path], fields.length === 1));
  };

  const element = (shown, name, path, spec, given, alone = false) => {
    const { turn, language, t, faults } = shown, id = idOf(name), kind = spec.type;
    const value = given === null || given === undefined ? "" : given;
    const fault = faults[name] || "", help = turn.plain(spec.help, language), example = spec.example || "";
    const label = turn.plain(spec.label, language);
    const words = [label || shown.ask, spec.optional ? h("small", {}, ` (${t["web.optional"]})`) : null];
    const about = fault || help || example ? h("span", { class: "about", id: `${id}-about` },
      fault && h("span", { class: "fault" }, fault), help && h("span", { class: "hint" }, help),
      example && h("span", { class: "hint" }, `${t["web.example"]} `, h("span", { lang: spoken(example) }, example))) : null;
    const described = { "aria-describedby": about && `${id}-about`, "aria-invalid": fault ? "true" : null };
    const group = (...inside) => h("fieldset", { class: fault ? "field wrong" : "field", id, tabindex: -1, ...described },
      h("legend", { class: alone && "hidden" }, words), about, inside);
    const options = program_options(shown, spec, t);

    if (kind === "list") return list(shown, name, path, spec, value, label, fault);
    if (kind === "choice" || kind === "yes_no" || kind === "choices") {
      const type = kind === "choices" ? "checkbox" : "radio";
      return group(options.map(([key, said]) => h("label", { class: "option" },
        h("input", { type, name, value: key, checked: type === "radio" ? value === key : value.includes(key) }), " ", h("span", {}, said))));
    }
    if (kind === "name") {
      const own = (key) => part(value, key, key === "surname" ? value : "");
      const latin = typeof value === "object" ? plan_wording.to_latin(plan_wording.full_name({ surname: "", given: "", patronymic: "", ...value })) : "";
      const forms = name === path ? interviews_declined.proposals(turn, path, value) : [];
      return group(NAME.map((key) => [h("label", { for: `${id}-${key}` }, t[`web.name.${key}`]),
        h("input", { id: `${id}-${key}`, name: `${name}.${key}`, value: own(key), autocomplete: "off",
          placeholder: key === "latin" && latin ? `${t["web.proposed"]}: ${latin}` : null })]),
      forms.map((form) => [h("label", { for: `${id}-${form.case}` }, t[`web.name.${form.case}`]),
        h("span", { class: "hint", id: `${id}-${form.case}-about` }, inRussian($.format(t["name.proposal"], form), form.words)),
        h("input", { id: `${id}-${form.case}`, name: `${name}.${form.case}`, value: form.own, lang: "ru", autocomplete: "off",
          "aria-describedby": `${id}-${form.case}-about` })]));
    }
    if (kind === "address") {
      return group(h("label", { for: `${id}-region` }, t["field.address.region"]),
        choice(`${id}-region`, `${name}.region`, options, part(value, "region", "")),
        ADDRESS.map((key) => [h("label", { for: `${id}-${key}` }, t[`field.address.${key}`]),
          h("input", { id: `${id}-${key}`, name: `${name}.${key}`, value: part(value, key, key === "text" ? value : ""), autocomplete: "off" })]));
    }
    const field = { id, name, autocomplete: "off", ...described };
    const input = kind === "country" ? choice(id, name, options, value, described)
      : kind === "long_text" ? h("textarea", { ...field, rows: 6 }, value)
        : h("input", { ...field, value, type: kind === "phone" ? "tel" : null,
          inputmode: ["money", "percent", "number"].includes(kind) ? "decimal" : ["integer", "iin", "bin"].includes(kind) ? "numeric" : null,
          placeholder: kind === "date" ? t["web.date.form"] : kind === "month" ? t["web.month.form"] : null });
    const hidden = alone && !label ? "hidden" : null;
    return h("div", { class: fault ? "field wrong" : "field" }, h("label", { for: id, class: hidden }, words), about, input);
  };

  const program_options = ({ program, language }, spec, t) =>
    (spec.type === "yes_no" ? [["yes", t["web.yes"]], ["no", t["web.no"]]] : program.options(spec, language));

  const choice = (id, name, options, value, described = {}) => h("select", { id, name, ...described }, h("option", { value: "" }),
    options.map(([key, words]) => h("option", { value: key, selected: key === value }, words)));

  const list = (shown, name, path, spec, value, label, fault) => {
    const { t, language } = shown, rows = Array.isArray(value) && value.length ? value : [{}];
    const button = (look, what, index, sign, words) => h("button", { type: "button", class: look, click: () => shown.change(path, what, index) },
      `${sign}${words}`, index === null ? null : h("span", { class: "hidden" }, ` — ${label} ${index + 1}`));
    return h("div", { class: "list", id: "rows" },
      rows.map((row, index) => h("fieldset", { class: "row", id: index === rows.length - 1 ? "last-row" : null, tabindex: -1 },
        h("legend", {}, `${label} ${index + 1}`),
        Object.entries(spec.item).map(([key, inner]) => element(shown, `${name}[${index}].${key}`, path, inner, part(row, key, row))),
        index > 0 ? button("quiet", "up", index, "↑ ", t["web.up"]) : null, " ",
        button("quiet", "remove", index, "", t["web.list.remove"]))),
      fault ? h("p", { class: "fault", id: idOf(name), tabindex: -1 }, fault) : null,
      button("second", "add", null, "+ ", $.get(spec.add || {}, language, "+")));
  };

  return { h, heard, inRussian, idOf, elements, readForm, filled, withoutEmptyRows, withProposals, MOST_ROWS };
})();
