// A case kept in a file and taken up again: the twin of aryz/interviews/saved.py, of drafts.py and of what cases.py asks
// of a file. Only files that a program saved are read here; answers written by hand are for the terminal.
const saved = (() => {
  const FORMAT = 2;
  const SCALED = ["money", "percent", "number"], PARTED = ["name", "address"];
  const KEYS = ["interview", "format", "plan", "language", "today", "answers", "drafts"];
  const isMap = (x) => x !== null && typeof x === "object" && !Array.isArray(x);

  /** A value as an answers file writes it: sums and numbers with their decimals. */
  const written = (spec, value) => {
    if (value === null || value === undefined) return null;
    if (SCALED.includes(spec.type)) return exact.money(value);
    if (spec.type !== "list") return value;
    const parts = Object.entries(spec.item);
    return value.map((item) => Object.fromEntries(parts.map(([name, part]) => [name, written(part, $.get(item, name))])));
  };

  /** The case as JSON text. askedIn: by path the language of an answer; drafts: what was typed and not accepted yet. */
  const text = (program, answers, language, askedIn = {}, drafts = {}) => {
    const { plan } = program, made = {};
    for (const [path, value] of Object.entries(answers)) {
      const spec = $.get(program.fields, path);
      if (spec !== null) made[path] = { value: written(spec, value), type: spec.type, asked: $.get(askedIn, path, language) };
    }
    const all = { interview: plan.id, format: FORMAT, plan: plan.hash, language, answers: made };
    return `${JSON.stringify($.truth(drafts) ? { ...all, drafts } : all, null, 1)}\n`;
  };

  /** The top of a saved case; throws Error with the name of its text: not a case, or a newer program's. */
  const parse = (json) => {
    let data;
    try {
      data = JSON.parse(json.replace(/^\ufeff/, ""));
    } catch (_) {
      data = null;
    }
    const format = isMap(data) ? $.get(data, "format") : null;
    if (format !== null && format !== 1 && format !== FORMAT) throw new Error("web.upload.newer");
    const whole = format === FORMAT && typeof data.interview === "string" && isMap(data.answers);
    if (!whole || Object.keys(data).some((key) => !KEYS.includes(key))) throw new Error("web.upload.wrong");
    return data;
  };

  const word = (raw) => (typeof raw === "boolean" ? (raw ? "yes" : "no") : ["string", "number"].includes(typeof raw) ? String(raw) : "");
  /** A draft of a field in the form that inputs expect, whatever a file holds there. */
  const shaped = (spec, raw) => {
    if ($.own(spec, "item")) {
      const rows = Array.isArray(raw) ? raw.filter(isMap) : [], parts = Object.entries(spec.item);
      return rows.map((row) => Object.fromEntries(parts.map(([name, part]) => [name, shaped(part, $.get(row, name))])));
    }
    if (PARTED.includes(spec.type)) {
      const parts = isMap(raw) ? raw : spec.type === "address" ? { text: raw } : {};
      return Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, word(value)]));
    }
    if (spec.type === "choices") return Array.isArray(raw) ? raw.map(word) : [];
    return word(raw);
  };
  const readDrafts = (program, raw) => Object.fromEntries(Object.entries(isMap(raw) ? raw : {})
    .filter(([question, draft]) => $.own(program.questions, question) && isMap(draft))
    .map(([question, draft]) => [question, Object.fromEntries(program.questions[question].fields
      .map((path) => [path, shaped(program.fields[path], $.get(draft, path))]))]));

  /** @returns {{answers: any, askedIn: any, changed: string[], gone: string[], drafts: any}} */
  const nothing = () => ({ answers: {}, askedIn: {}, changed: [], gone: [], drafts: {} });

  /** The saved answers to one question, read as if they were typed now; those that are refused are asked again. */
  const take = (program, question, raw, today, language, made) => {
    const given = program.questions[question].fields.filter((path) => $.own(raw, path) && !$.own(made.answers, path));
    if (!given.length) return;
    const [answers, faults] = interviews_answers.read_question(program, made.answers, today, question, raw, language);
    const refused = Object.keys(faults).map((at) => at.split("[")[0]);
    for (const path of given) {
      if (refused.includes(path) || !$.own(answers, path)) {
        made.changed.push(path);
        $.setdefault(made.drafts, question, {})[path] = shaped(program.fields[path], raw[path]);
      } else made.answers[path] = answers[path];
    }
  };

  /** Take up a case of this interview from the top of its file. */
  const resume = (program, data, today, language) => {
    const made = { ...nothing(), drafts: readDrafts(program, data.drafts) }, raw = {};
    for (const [at, entry] of Object.entries(data.answers)) {
      if (!$.own(program.fields, at)) made.gone.push(at);
      else if (!isMap(entry) || entry.type !== program.fields[at].type) made.changed.push(at);
      else {
        raw[at] = $.get(entry, "value");
        made.askedIn[at] = [entry.asked, data.language].find((one) => program.plan.languages.includes(one)) || language;
      }
    }
    for (const question of program.order) take(program, question, raw, today, language, made);
    return made;
  };

  /** What has changed since it was saved, in words; of fields that are no more, how many they are. */
  const notes = (made, program, today, texts, language) => {
    const turn = new engine.Turn(program, made.answers, today, language, { closed: true });
    const asked = (path) => $.get(program.askedBy, path, []).map(([question]) => turn.plain(program.questions[question].ask, language))[0];
    const label = (path) => turn.plain(program.fields[path].label, language) || asked(path) || path;
    const said = made.changed.map((path) => $.format(texts["resume.changed"], { label: label(path) })), count = made.gone.length;
    return count ? [...said, $.format(texts["resume.gone"], { count })] : said;
  };

  return { text, parse, resume, notes, written, nothing, take };
})();
