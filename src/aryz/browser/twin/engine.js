// An interview as pure functions over a plan and flat answers: the twin of aryz/interviews/engine.py.
const engine = (() => {
  const PLACES = { country: "countries", address: "regions" };

  const hasWords = (node, worded) => {
    if (!Array.isArray(node)) return false;
    if (node[0] === "filter" && plan_filters.WORDED.includes(node[1])) return true;
    if (node[0] === "get" && node.length === 2 && worded.has(node[1])) return true;
    return node.some((part) => hasWords(part, worded));
  };

  /** The computed values that are words, so that they differ from language to language. */
  const wordedOf = (values) => {
    const found = new Set();
    for (let more = true; more;) {
      const fresh = Object.keys(values).filter((path) => !found.has(path) && hasWords(values[path], found));
      fresh.forEach((path) => found.add(path));
      more = fresh.length > 0;
    }
    return found;
  };

  /** Parts as `Turn.say` gives them, as one string. */
  const plain = (parts) => parts.map((part) => (typeof part === "string" ? part : part[2])).join("");

  /** A plan made ready to run: closures instead of nodes, when they are first needed. Build it once, use it for every case. */
  class Program {
    constructor(plan, functions) {
      this.plan = plan;
      this.functions = functions;
      this.tables = Object.assign(plan.tables, { labels: plan.labels }); // as they are: some are read late
      this.questions = Object.fromEntries(plan.questions.map((question) => [question.id, question]));
      this.order = plan.questions.map((question) => question.id);
      this.rank = Object.fromEntries(this.order.map((question, at) => [question, at]));
      this.worded = wordedOf(plan.values);
      this.askedBy = {};
      for (const question of plan.questions) {
        for (const path of question.fields) {
          const asking = [question.id, question.when === null];
          this.askedBy[path] = [...$.get(this.askedBy, path, []), asking];
        }
      }
      // paths that one question always asks: looked at all together
      this.sole = new Map(Object.entries(this.askedBy)
        .filter(([, asking]) => asking.length === 1 && asking[0][1])
        .map(([path, asking]) => [path, asking[0][0]]));
      this.documents = Object.fromEntries(plan.documents.map((one) => [one.id, one]));
      this.outcomes = Object.fromEntries(plan.outcomes.map((one) => [one.id, one]));
      /** @type {[string, any, any][] | null} */
      this.visits = null;
      this.runs = new Map();
      this.templates = new Map();
    }

    get fields() {
      return this.plan.fields;
    }

    /** The ids of papers and outcomes, when each is due, and what it needs. */
    get ends() {
      this.visits = this.visits || [...this.plan.documents, ...this.plan.outcomes]
        .map((end) => [end.id, end.when, run.visit(end.needs, this.sole)]);
      return this.visits;
    }

    /** A paper's template, made ready when it is first asked for; null when there is none in `language`. */
    template(document, language) {
      const key = `${document}.${language}`;
      const spec = $.get($.get(this.documents, document, { templates: {} }).templates, language);
      if (spec !== null && !this.templates.has(key)) {
        this.templates.set(key, new Template(spec.parts, this.plan.fixed[spec.fixed]));
      }
      return this.templates.get(key) || null;
    }

    /** The closure of a node of this plan, made once. */
    run(node) {
      if (!this.runs.has(node)) this.runs.set(node, run.compile(node));
      return this.runs.get(node);
    }

    /** The keys of a choice, a country or an address's region and their words in `language`; else empty. */
    options(field, language) {
      if ($.own(PLACES, field.type)) {
        const places = this.tables[PLACES[field.type]];
        return field.choices.map((key) => [key, places[key][language].name]);
      }
      if (!$.own(field, "labels")) return [];
      return field.choices.map((key) => [key, this.tables.labels[field.labels][key][language]]);
    }

    why(question) {
      return this.plan.why[question];
    }

    /** Look at papers and outcomes with these answers: what is next, what is done. `today` is an ISO day. */
    evaluate(answers, today, language = "ru", noting = false) {
      const turn = new Turn(this, answers, today, language, { noting });
      for (const [end, when, visit] of this.ends) {
        if (when === null || turn.guarded(this.run(when)) === true) {
          ($.own(this.documents, end) ? turn.documents : turn.outcomes).push(end);
          turn.visit(visit);
        }
      }
      turn.closed = true;
      return turn;
    }
  }

  /** The state of a case at one moment. `closed`: the papers were visited, later look-ups no longer count. */
  class Turn {
    /**
     * @param {Program} program @param {Record<string, any>} answers
     * @param {string} today @param {string} language
     */
    constructor(program, answers, today, language, { closed = false, noting = false } = {}) {
      this.program = program;
      this.answers = answers;
      this.today = today;
      this.language = language;
      this.closed = closed;
      this.noting = noting;
      /** @type {string[]} */
      this.documents = [];
      /** @type {string[]} */
      this.outcomes = [];
      /** @type {Set<string>} */
      this.missing = new Set();
      /** @type {Record<string, {key: string, params: any}>} */
      this.faults = {};
      /** @type {Set<string> | null} */
      this.counted = null;
      this.memo = new Map();
      this.applied = new Map();
      this.noted = new Set();
      /** @type {string[]} */
      this.way = []; // the questions as they were asked, as far as they were looked for, and their answers
      this.walked = {};
      this.environments = new Map();
    }

    inOrder(questions) {
      return [...questions].sort((a, b) => this.program.rank[a] - this.program.rank[b]);
    }

    /** The id of the next question, or null when nothing is lacking. */
    get question() {
      return this.inOrder(this.missing)[0] || null;
    }

    /** The questions whose answers count. */
    get read() {
      if (!this.counted) {
        const noted = this.noting ? this : this.program.evaluate(this.answers, this.today, this.language, true);
        this.counted = noted.noted;
      }
      return this.counted;
    }

    /** The questions that are answered and count, in the order of the file. */
    get asked() {
      return this.inOrder([...this.read].filter((question) => !this.missing.has(question)));
    }

    /** The questions that a person saw before this one, as they were asked: all are asked anew with these answers, once. */
    before(question) {
      while (!this.way.includes(question)) {
        const asked = this.program.evaluate(this.walked, this.today, this.language).question;
        const given = asked === null ? [] : this.program.questions[asked].fields
          .filter((path) => $.own(this.answers, path) && !$.own(this.walked, path));
        if (!given.length) return [...this.way];
        for (const path of given) this.walked[path] = this.answers[path];
        this.way.push(asked);
      }
      return this.way.slice(0, this.way.indexOf(question));
    }

    get complete() {
      const done = this.missing.size === 0 && Object.keys(this.faults).length === 0;
      return done && this.documents.length + this.outcomes.length > 0;
    }

    /** The least and the most questions still to come. */
    get progress() {
      const least = this.missing.size;
      if (least === 0) return [0, 0];
      const open = this.program.order.filter((one) => !this.read.has(one) && this.applies(one) !== false);
      return [least, Math.max(least, open.length)];
    }

    /** What expressions see when they run for a text in `language`. */
    environment(language, locals = {}) {
      const look = (path) => this.lookup(path, language);
      return run.environment(look, language, this.program.tables, this.program.functions, locals);
    }

    own(language) {
      if (!this.environments.has(language)) this.environments.set(language, this.environment(language));
      return this.environments.get(language);
    }

    /** A path's value, null when it is empty or does not apply, UNKNOWN when it is not asked yet. */
    lookup(path, language = this.language) {
      const worded = this.program.worded.has(path), key = worded ? `${language} ${path}` : path;
      if (!this.memo.has(key)) this.memo.set(key, this.found(path, worded ? language : ""));
      return this.memo.get(key);
    }

    found(path, language) {
      const { values } = this.program.plan;
      if ($.own(values, path)) return this.guarded(this.program.run(values[path]), path, language);
      return path === "today" ? this.today : this.answer(path);
    }

    /** Run a closure; a function that cannot give an honest result leaves a fault instead of a value. */
    guarded(closure, path = "", language = "") {
      try {
        return closure(this.own(language || this.language));
      } catch (error) {
        if (!(error instanceof $.FaultError)) throw error;
        this.faults[path] = error.fault;
        return UNKNOWN;
      }
    }

    /** Whether a question's condition holds: true, false or UNKNOWN. */
    applies(question) {
      const { when } = this.program.questions[question];
      if (when === null) return true;
      if (!this.applied.has(question)) this.applied.set(question, this.guarded(this.program.run(when), question));
      return this.applied.get(question);
    }

    answer(path) {
      for (const [question, always] of $.get(this.program.askedBy, path, [])) {
        const applies = always || this.applies(question);
        if (applies === UNKNOWN) return UNKNOWN;
        if ($.truth(applies)) {
          if ($.own(this.answers, path)) {
            if (this.noting && !this.closed) this.noted.add(question);
            return this.answers[path];
          }
          if (!this.closed) this.missing.add(question);
          return UNKNOWN;
        }
      }
      return null;
    }

    /** Look up paths; those in `sole` (one question always asks each) all together. */
    need(sole, others) {
      if (this.noting) sole.forEach((path) => this.lookup(path));
      else sole.filter((path) => !$.own(this.answers, path)).forEach((path) => this.missing.add(this.program.sole.get(path)));
      others.forEach((path) => this.lookup(path));
    }

    /** Look up what a paper or an outcome needs, so that what is lacking shows. */
    visit(needs) {
      const env = this.own(this.language), before = env.locals;
      try {
        needs(this, env);
      } catch (error) {
        if (!(error instanceof $.FaultError)) throw error;
        this.faults[""] = error.fault;
      } finally {
        env.locals = before;
      }
    }

    /** A compiled text with its outputs filled in: strings, and `["cite", ref, printed]` or `["link", guide, words]`. */
    say(parts, language) {
      const env = this.environment(language);
      return $.get(parts, language, []).map((part) => {
        if (typeof part === "string" || part[0] === "cite" || part[0] === "link") return part;
        const value = this.program.run(part[1])(env);
        return value === UNKNOWN ? "…" : run.textOf(value);
      });
    }

    plain(parts, language) {
      return plain(this.say(parts, language));
    }

    /** What the person must know now. */
    notices(language) {
      const env = this.environment(language);
      const now = this.program.plan.notices.filter((notice) => this.program.run(notice.when)(env) === true);
      return now.map((notice) => this.say(notice.say, language));
    }

    /** The days that count, the nearest first: only those that the answers give, nothing is asked for them. */
    deadlines(language) {
      const made = [];
      for (const spec of this.program.plan.deadlines) {
        if (spec.when !== null && this.value(spec.when) !== true) continue;
        const day = this.value(spec.on);
        if (typeof day !== "string" || !day) continue;
        const [said, cite] = [this.say(spec.say, language), this.say(spec.cite, language)];
        made.push({ id: spec.id, day, title: spec.title[language], said, cite, remind: spec.remind });
      }
      return made.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    }

    /** Run a small expression such as a default; null where it is not known. */
    value(node, /** @type {any} */ env = null) {
      if (node === null) return null;
      try {
        const made = this.program.run(node)(env || this.own(this.language));
        return made === UNKNOWN ? null : made;
      } catch (error) {
        if (!(error instanceof $.FaultError)) throw error;
        return null;
      }
    }
  }

  return { Program, Turn, plain };
})();

/** The answers so far, and what limits and defaults come to: the twin of the class in aryz/interviews/answers.py. */
const Limits = (program, answers, today, language) => {
  /** @type {any} */
  let made = null;
  return {
    language,
    get turn() {
      made = made || new engine.Turn(program, answers, today, language, { closed: true });
      return made;
    },
    /** Read fields into the answers, each after those before it; what is faulty is left out of them. */
    read(paths, raw) {
      const faults = {};
      for (const path of paths) {
        const before = Object.keys(faults).length;
        made = null; // it knows the answers before
        try {
          answers[path] = interviews_answers.read_field(program.fields[path], $.get(raw, path), this, faults, path);
        } catch (error) {
          if (!(error instanceof $.RefusedError)) throw error;
          faults[path] = error.fault;
        }
        if (Object.keys(faults).length > before) delete answers[path];
      }
      return faults;
    },
    needed(field, env = null) {
      return $.own(field, "required") ? this.value(field.required, env) === true : !$.truth($.get(field, "optional"));
    },
    value(node, env = null) {
      if (node === null) return null;
      if (node[0] === "lit") return node[1];
      return this.turn.value(node, env);
    },
    // rows of sheets share many values; a person at a form types few
    knows: () => false,
    kept: () => null,
    keep: () => null,
  };
};

/** A form of a name in doubt: the twin of the class in aryz/interviews/declined.py. */
const Proposal = (case_, words, own = "") => ({ case: case_, words, own });
