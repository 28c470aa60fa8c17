// One file: interviews without a server. Answers live in this page's memory, and on the device only where the person
// saves them (keep.js); nothing is fetched and nothing sent.
// The pages are those of aryz/web (templates and handlers), in the same order and words.
(() => {
  const { h } = inputs;
  /** @returns {any} An element of the page, which has it. */
  const byId = (id) => document.getElementById(id);
  const { read, planOf, late } = packed; // what lies beside this script
  const [header, helplines, main] = ["languages", "helplines", "main"].map(byId);
  // Of a file of one interview, whose first page stands in it (aryz/browser/opening.py); MANY: of others, see several.js
  const { interview: only = "", spoken = "", made = "" } = main.dataset;
  /** What such a page holds is read when it is first asked for, which is after the first page. */
  const lately = () => {
    const all = late({}, "parts", () => read("data")), made = late({}, "texts", () => {
      const { texts } = all.parts; // those that the script asks for by number, behind those by key
      return { [spoken]: { ...texts, ...texts[0] } }; // a map: of a list what comes from Python asks by numbers alone
    });
    return ["languages", "words"].reduce((target, name) => late(target, name, () => all.parts[name]), made);
  };
  const DATA = MANY ? read("data") : lately();
  /** What stands behind this script is there; where the page comes slowly, its first view is there before. */
  const whole = document.readyState === "loading" ? new Promise((done) => addEventListener("DOMContentLoaded", done)) : Promise.resolve();
  /** Do something while the person reads. */
  const whenIdle = (act) => ("requestIdleCallback" in window ? requestIdleCallback(() => act()) : setTimeout(act, 200));
  const ids = MANY ? Object.keys(DATA.plans) : [only];
  const lettered = MANY ? LETTERS.map((one) => one(DATA, late)) : [];
  /** @type {Record<string, any>} */
  const programs = {};
  for (const id of ids) {
    late(programs, id, () => {
      const plan = planOf(id), papers = {};
      if (MANY) {
        plan.tables = Object.fromEntries(plan.tables.map((name) => [name, DATA.tables[name]]));
        for (const write of lettered) write(plan);
      }
      late(plan, "fixed", () => read("fixed"));
      for (const one of plan.documents) one.templates = {};
      for (const key of plan.document_languages) {
        late(papers, key, () => read(`papers-${id}-${key}`));
        for (const one of plan.documents) late(one.templates, key, () => papers[key][one.id]);
      }
      return new engine.Program(plan, law_functions.RUN_FUNCTIONS);
    });
  }
  const known = MANY ? Object.keys(DATA.texts) : [spoken];
  const alone = MANY ? (ids.length === 1 ? ids[0] : "") : only; // the one interview of most files

  /**
   * @typedef {{program: any, answers: Record<string, any>, drafts: Record<string, any>, faulty: Set<string>,
   *   notes: string[], view: string, askedIn: Record<string, string>, kept: any, lost: string, earlier: any,
   *   trail?: string[]}} State
   * kept: where it is saved on this device; lost: why it is not any more; earlier: the case whose answers it began with;
   * trail: the questions as they were seen
   * @returns {State}
   */
  const fresh = () => late({ answers: {}, drafts: {}, faulty: new Set(), notes: [], view: alone ? "start" : "index",
    askedIn: {}, kept: null, lost: "", earlier: null }, "program", () => (alone ? programs[alone] : null));
  const wanted = [new URLSearchParams(location.search).get("lang") || "", ...(navigator.languages || [])].map((one) => one.slice(0, 2)).find((one) => known.includes(one));
  let language = wanted || known[0];
  let state = fresh();

  const t = () => DATA.texts[language];
  const { today, doubt, warning } = clock(MANY ? DATA.made : made);
  /** The turn of the case as it is; the same until something is answered. */
  const turnOf = () => {
    const { program, answers } = state, day = today();
    const same = held && held.program === program && held.answers === answers && held.today === day && held.language === language;
    if (!same) held = program.evaluate(answers, day, language, true);
    return held;
  };
  /** @type {any} */
  let held = null;

  // moving

  /** Show a view; it gets a place in the browser's history, which holds no answers. */
  const go = (view, at = "") => {
    if (view !== state.view) {
      const { at: before = 0 } = history.state || {}; // how many of its places lie before, for static/leave.js
      if (!before) history.replaceState({ at: 0 }, "");
      history.pushState({ view, of: idOf(state), at: before + 1 }, "");
    }
    state.view = view;
    render(at);
  };
  const idOf = ({ program }) => program && program.plan.id;
  /** Whether a question is asked by now; after a page was opened anew, «Back» may come to one that is not. */
  const reached = (name) => turnOf().question === name || turnOf().asked.includes(name);
  const onward = () => {
    const next = turnOf().question;
    go(next === null ? "review" : `q/${next}`);
  };
  addEventListener("popstate", (event) => {
    keepDraft();
    const { view = fresh().view, of = idOf(state) } = event.state || {};
    let one = state;
    if (MANY) while (one.earlier && idOf(one) !== of) one = one.earlier; // back to the interview before
    if (one !== state && idOf(one) === of) state = one;
    state.view = !view.startsWith("q/") || (idOf(state) === of && reached(view.slice(2))) ? view : "review";
    if (!state.program && !["erased", "saved", "unlock"].includes(state.view)) state.view = "index";
    render();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload()); // what was left is not shown again

  const keepDraft = () => {
    const form = byId("answer");
    if (form && state.program) state.drafts[form.dataset.question] = inputs.readForm(state.program, form.dataset.question, form);
  };

  /** What is shown where a part of the file is spoiled, or its end was lost on the way. */
  packed.damaged = () => main.replaceChildren(h("p", { class: "summary", role: "alert" }, t()["file.damaged"]));
  whole.then(() => byId("end") || packed.damaged());

  // texts

  /** Parts of a text; citations and guides lead nowhere from a file, so they stand as words. */
  const said = (parts) => engine.plain(parts);
  const inline = (text) => text.split(/(\*\*[^*]+\*\*)/).map((piece) =>
    (piece.startsWith("**") && piece.endsWith("**") && piece.length > 4 ? h("strong", {}, piece.slice(2, -2)) : piece));
  /** Paragraphs, lists and bold words: all that interviews use of Markdown. */
  const blocks = (text) => {
    const made = [];
    /** @type {any} */
    let list = null;
    /** @type {string[]} */
    let lines = [];
    const flush = () => {
      if (lines.length) made.push(h("p", {}, inline(lines.join("\n"))));
      lines = [];
    };
    for (const line of text.split("\n")) {
      const [, mark, words] = /^(-|\d+\.) +(.*)$/.exec(line) || [];
      if (words !== undefined && !lines.length) {
        const kind = mark === "-" ? "ul" : "ol";
        if (!list || list.localName !== kind) made.push((list = h(kind)));
        list.append(h("li", {}, inline(words)));
      } else if (list && /^ +\S/.test(line)) list.lastChild.append("\n", ...inline(line.trim()));
      else {
        if (line.trim()) lines.push(line);
        else flush();
        list = line.trim() ? null : list;
      }
    }
    flush();
    return made;
  };
  const button = (look, words, click) => h("button", { type: "button", class: look, click }, words);

  // pages

  /** @type {any[]} */
  let first = []; // the first page, where it stands in the file
  const start = () => [first[0], warning(t(), language, render), ofApp(t()), first.slice(1)];

  /** What stands in the inputs: the draft, else the answers, else the defaults. */
  const rawOf = (turn, question) => {
    const { program, answers, drafts } = state;
    return { ...Object.fromEntries(program.questions[question].fields.map((path) => {
      const spec = program.fields[path];
      return [path, interviews_shown.written(spec, $.own(answers, path) ? answers[path] : turn.value($.get(spec, "default")))];
    })), ...drafts[question] };
  };

  const wordsOf = (faults) => Object.fromEntries(Object.entries(faults).map(([at, fault]) => [at, interviews_say.fault_text(fault, t(), language)]));

  /** The questions before this one as the person saw them. Of a case that was saved they are asked anew, which takes its time: once. */
  const seenBefore = (turn, name) => {
    const trail = state.trail = state.trail || turn.before(turn.question);
    if (!trail.includes(name)) trail.push(name);
    return trail.slice(0, trail.indexOf(name)).filter((one) => turn.asked.includes(one));
  };

  const question = (name) => {
    const { program } = state, turn = turnOf(), spec = program.questions[name], raw = rawOf(turn, name);
    const found = state.faulty.has(name) ? interviews_answers.read_question(program, state.answers, today(), name, raw, language)[1] : {};
    const faults = wordsOf(found), ask = turn.plain(spec.ask, language), help = said(turn.say(spec.help, language));
    const progress = turn.missing.has(name) ? turn.progress : null, before = seenBefore(turn, name), previous = before[before.length - 1], notes = state.notes.splice(0);
    const shown = { program, turn, question: name, raw, faults, t: t(), language, ask, change: (...what) => changeRows(name, ...what) };
    const fields = inputs.elements(shown), why = interviews_shown.reasons(program, name, t(), language);
    const left = progress && $.format(t()[progress[0] === progress[1] ? "progress.exact" : "progress.left"], { least: progress[0], most: progress[1] });
    return [h("p", { class: "step" }, $.format(t()["web.question"], { number: (progress ? turn.asked : before).length + 1 }), left ? ` · ${left}` : ""),
      keep.status(), notes.map((text) => h("p", { class: "notice", role: "note" }, text)),
      h("h1", { tabindex: -1 }, ask), help ? h("p", { class: "help" }, help) : null,
      why.length ? h("details", { class: "why" }, h("summary", {}, t()["why.title"]), h("ul", {}, why.map((text) => h("li", {}, text)))) : null,
      Object.keys(faults).length ? summary(faults, program, turn, ask) : null,
      h("form", { id: "answer", novalidate: true, "data-question": name, submit: (event) => { event.preventDefault(); answer(name, event.target); } },
        fields, h("p", { class: "buttons" }, h("button", { class: "main" }, t()["web.next"]))),
      h("p", { class: "below" }, previous ? button("link", `← ${t()["web.previous"]}`, () => { keepDraft(); go(`q/${previous}`); }) : null,
        turn.asked.length && !progress ? button("link", t()["web.review.topics"], () => { keepDraft(); go("review"); }) : null, MANY && several.earlier(), keep.link())];
  };

  /** What is wrong, on top: each line leads to its field. */
  const summary = (faults, program, turn, ask) => h("div", { class: "summary", role: "alert", id: "faults", tabindex: -1 },
    h("strong", {}, t()["web.faults"]), h("ul", {}, Object.entries(faults).map(([at, text]) => {
      const [, path, key] = /^([^[]+)(?:\[\d+\]\.(.*))?$/.exec(at) || [], spec = program.fields[path];
      const label = turn.plain((key && spec.item[key] ? spec.item[key] : spec).label, language) || ask;
      const focus = (event) => { event.preventDefault(); byId(inputs.idOf(at)).focus(); };
      return h("li", {}, h("a", { href: `#${inputs.idOf(at)}`, click: focus }, label), `${/\?$/.test(label) ? "" : ":"} ${text}`);
    })));

  const answer = (name, form) => {
    const { program } = state, clean = inputs.withoutEmptyRows(inputs.readForm(program, name, form));
    const [answers, faults] = interviews_answers.read_question(program, state.answers, today(), name, clean, language);
    if (Object.keys(faults).length) {
      state.drafts[name] = inputs.withProposals(clean, faults);
      state.faulty.add(name);
      state.notes.push(...Object.values(faults).filter((one) => one.key === "name.proposed").map((one) => interviews_say.fault_text(one, t(), language)));
      render("faults");
      return;
    }
    state.answers = answers;
    for (const path of program.questions[name].fields) state.askedIn[path] = language;
    delete state.drafts[name];
    state.faulty.delete(name);
    byId("answer").removeAttribute("id"); // it is no draft any more
    keep.changed();
    onward();
  };

  /** Rows of a list: one more, one less, one higher. */
  const changeRows = (name, path, what, index) => {
    keepDraft();
    const rows = state.drafts[name][path];
    if (what === "add" && rows.length < inputs.MOST_ROWS) rows.push({});
    if (what === "remove") rows.splice(index, 1);
    if (what === "up") rows.splice(index - 1, 2, rows[index], rows[index - 1]);
    render(what === "add" ? "last-row" : "rows");
  };

  const review = () => {
    const { program } = state, turn = turnOf();
    if (turn.question !== null) return question(turn.question);
    const outcomes = turn.outcomes.map((one) => program.outcomes[one]), contacts = interviews_calling.all_of(program.plan, outcomes);
    const deadlines = turn.deadlines(language), faults = Object.values(turn.faults).map((fault) => interviews_say.fault_text(fault, t(), language));
    return [keep.status(), h("h1", { tabindex: -1 }, t()["web.review"]), h("p", {}, program.plan.title[language]), warning(t(), language, render),
      state.notes.splice(0).map((text) => h("p", { class: "notice", role: "note" }, text)),
      faults.map((text) => h("p", { class: "summary", role: "alert" }, text)),
      turn.notices(language).map((parts) => h("p", { class: "notice", role: "note" }, said(parts))),
      outcomes.map((one) => h("section", { class: "outcome" }, h("h2", {}, h("small", {}, t()[`outcome.${one.kind}`]), " ", one.title[language]),
        blocks(said(turn.say(one.say, language))), MANY && several.following(turn, one.interviews))),
      contacts.length ? h("section", { class: "outcome", id: "contacts" }, h("h2", {}, t()["outcome.contacts"]), contacts.map((row) => h("p", {},
        h("strong", {}, row.name[language]), row.hours[language] ? h("small", {}, ` ${row.hours[language]}`) : null, h("br"),
        row.phones.map(([phone, dialled]) => [h("a", { class: "second button", href: `tel:${dialled}` }, phone), " "]), row.site))) : null,
      deadlines.length ? h("section", { class: "outcome", id: "deadlines" }, h("h2", {}, t()["outcome.deadlines"]), deadlines.map((one) => h("p", {},
        h("strong", {}, `${plan_wording.date_short(one.day)}${one.day < today() ? ` (${t()["deadline.past"]})` : ""} — ${one.title}`), h("br"),
        said(one.said), one.cite.length ? ` (${said(one.cite)})` : ""))) : null,
      interviews_shown.by_topic(program, turn, t(), language).map(([heading, asked]) => [heading ? h("h2", { class: "topic" }, heading) : null,
        asked.map((name) => reviewed(turn, name))]),
      turn.documents.length && turn.complete ? papers(turn) : outcomes.length ? null : h("p", { class: "notice" }, t()["web.papers.none"]),
      MANY && turn.complete && ENDS.map((end) => end(turn, DATA, language)), h("p", { class: "below" }, MANY && several.earlier(), keep.link()),
      h("p", { class: "buttons" }, button("second", t()["web.erase"], erase))];
  };

  const reviewed = (turn, name) => {
    const { program, answers } = turn, spec = program.questions[name], ask = turn.plain(spec.ask, language);
    const rows = spec.fields.map((path) => {
      const value = $.get(answers, path), lines = interviews_shown.readable(turn, program.fields[path], value, t(), language);
      const forms = interviews_declined.proposals(turn, path, value), checked = interviews_declined.to_check(turn, path, t());
      return [spec.fields.length > 1 ? turn.plain(program.fields[path].label, language) : "",
        [...lines, ...checked.map((line, at) => forms[at] ? inputs.inRussian(line, forms[at].own || forms[at].words) : line)]];
    });
    const change = (event) => { event.preventDefault(); go(`q/${name}`); };
    return h("section", { class: "answer" }, h("h3", {}, ask),
      h("a", { class: "change", href: "#main", click: change }, t()["web.change"], h("span", { class: "hidden" }, ` — ${ask}`)),
      rows.length && rows[0][0] ? h("dl", {}, rows.map(([label, lines]) => [h("dt", {}, label), lines.map((line) => h("dd", {}, line))]))
        : rows.map(([, lines]) => lines.map((line) => h("p", { class: "given" }, line))));
  };

  const forPaper = ({ title }, key) => inputs.heard(`${title[language]}, `, h("span", { lang: key }, DATA.languages[key]));
  const papers = (turn) => {
    const { documents, plan } = turn.program, all = turn.documents.flatMap((id) => plan.document_languages.map((key) => [id, key]));
    for (const [id, key] of all) whenIdle(() => turn.program.template(id, key).ready());
    return [h("h2", { id: "papers" }, t()["web.papers"]), h("p", {}, t()["web.papers.check"]), ofApp(t()),
      inApp ? h("p", {}, t()["file.app.text"]) : null,
      turn.documents.map((id) => h("section", { class: "paper" }, h("h3", {}, documents[id].title[language]),
        plan.document_languages.map((key) => [h("p", {}, h("span", { lang: key }, DATA.languages[key]), " ",
          h("button", { type: "button", class: "main", "data-paper": `${id}.${key}`, click: () => paper(turn, id, key, give) }, "Word", forPaper(documents[id], key)),
          canShare(WORD) ? h("button", { type: "button", class: "second", click: () => paper(turn, id, key, share) }, t()["keep.share"], forPaper(documents[id], key)) : null),
        words(turn, id, key)])))];
  };

  /** A paper to read, and to put into the form of an office's site; made when it is opened. */
  const words = (turn, id, key) => {
    const label = t()["file.text"], told = h("span", { role: "status" }), which = () => forPaper(turn.program.documents[id], key);
    const text = h("textarea", { class: "words", lang: key, rows: 12, readonly: true, "aria-label": `${label} — ${DATA.languages[key]}` });
    const copy = async () => {
      text.select();
      let done = true;
      try {
        await navigator.clipboard.writeText(text.value);
      } catch (_) {
        done = document.execCommand("copy"); // older browsers, and pages that came without encryption
      }
      told.textContent = done ? t()["file.copied"] : ""; // it stays selected
    };
    const toggle = () => { text.value = paperText(turn.program.template(id, key), turn.environment(key)); };
    return h("details", { "data-text": `${id}.${key}`, toggle }, h("summary", {}, label, which()), text,
      h("p", {}, button("second", [t()["file.copy"], which()], copy), told));
  };

  const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const paper = async (turn, id, key, hand) => hand(await turn.program.template(id, key).renderDocx(turn.environment(key)), `${id}.${key}.docx`, WORD);

  const erase = async () => {
    const before = state;
    [state, held] = [fresh(), null];
    for (let one = before; one; one = one.earlier) if (one.kept) await keep.forget(one);
    go("erased");
  };
  const erased = () => [h("h1", { tabindex: -1 }, t()["web.erased"]), h("p", {}, t()["web.erased.more"]),
    h("p", { class: "buttons" }, button("second", t()["site.start"], () => go(fresh().view)))];

  // the file in another language, which lies in a folder beside this one's

  let leads = "";
  /** What is answered here does not come along by itself, so that is said first. */
  const elsewhere = (event) => {
    keepDraft();
    const { program, answers, drafts, kept } = state;
    if (![answers, ...Object.values(drafts)].some((one) => Object.values(one).some(inputs.filled))) return;
    event.preventDefault();
    leads = event.currentTarget.href;
    if (kept && location.protocol !== "file:") keep.changed().then(() => (kept.fault ? go("other") : location.assign(leads)));
    else if (program) go("other");
  };
  const other = () => [h("h1", { tabindex: -1 }, t()["file.other"]), h("p", {}, t()["file.other.told"]),
    h("p", { class: "buttons" }, button("main", t()["keep.title"], () => go("save"))),
    h("p", {}, h("a", { class: "second button", href: leads }, t()["file.other.go"])), h("p", { class: "below" }, button("link", t()["web.next"], onward))];

  const render = (at = "") => {
    if (MANY) several.frame();
    const { view } = state;
    main.replaceChildren(...(view.startsWith("q/") ? question(view.slice(2)) : VIEWS[view]()).flat(3).filter((one) => one !== null && one !== false));
    const place = (at && byId(at)) || (begun && main.querySelector("h1"));
    if (begun && !at) scrollTo(0, 0);
    if (place) {
      if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
      place.focus({ preventScroll: !at });
    }
    begun = true;
  };
  let begun = false;

  // what other scripts know of this page

  const page = {
    get state() { return state; }, set state(one) { [state, held] = [one, null]; },
    get language() { return language; }, set language(one) { language = one; },
    t, today, go, onward, keepDraft, fresh, programs, known, whole, get words() { return DATA.words; },
  };
  const keep = keeping(page);
  const several = MANY && SEVERAL[0](page, { data: DATA, header, helplines, alone, render, warning, button, blocks, elsewhere, keep });
  const VIEWS = { start, review, erased, other, ...keep.views, ...(MANY && several.views) };

  /** The first page of most files stands in them; it is told what its links and buttons do. */
  const takeUp = () => {
    byId("skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); }); // no place in the history
    const buttons = [...main.querySelectorAll("button")], acts = [() => onward(), () => go("saved")];
    for (const lead of header.querySelectorAll("a")) lead.addEventListener("click", elsewhere);
    if (MANY) return render();
    buttons.forEach((one, at) => {
      one.addEventListener("click", acts[at]);
      one.disabled = false;
    });
    for (const one of main.querySelectorAll("#late, noscript")) one.remove();
    first = [...main.childNodes];
    if (doubt() || inApp) return render();
    begun = true;
  };
  takeUp();
  // made ready while the first page is read, a little at a time
  if (alone) for (const ready of [turnOf, t, () => state.program.fields]) whenIdle(ready);
})();
