// Node: answers questions about the twin, a line of JSON each, in order. Argument: the script of the twin.
const fs = require("fs");
const readline = require("readline");
const vm = require("vm");

const context = vm.createContext({ TextEncoder, TextDecoder, crypto: globalThis.crypto, Uint8Array, atob, Blob, Response, CompressionStream });
vm.runInContext(`${fs.readFileSync(process.argv[2], "utf8")}\nglobalThis.Twin = AryzTwin;`, context);
const T = context.Twin;
const functions = { ...T.law_functions.RUN_FUNCTIONS, "law.twice": (tables, value) => T.run.textOf(value).repeat(2) };
const programs = {};
let texts = {};

const plain = (value) => {
  if (value === T.UNKNOWN) return { unknown: true };
  if (typeof value === "bigint") return { whole: String(value) };
  if (Array.isArray(value)) return value.map(plain);
  return value === null || typeof value !== "object" ? value
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
};
const tried = (act) => {
  try {
    return plain(act());
  } catch (error) {
    if (error instanceof T.MissingAnswerError) return { missing: error.path };
    if (error instanceof T.$.FaultError && !(error instanceof T.$.RefusedError)) return { fault: plain(error.fault) };
    if (process.env.TWIN_DEBUG) console.error(error);
    return { error: true };
  }
};
const each = (keys, make) => Object.fromEntries(keys.map((key) => [key, tried(() => make(key))]));

const step = (program, { language, today }, answers, question, raw) => {
  const turn = program.evaluate(answers, today, language);
  const spec = program.questions[question];
  const [made, faults] = T.interviews_answers.read_question(program, answers, today, question, raw, language);
  return [made, {
    question: turn.question,
    ask: turn.plain(spec.ask, language),
    help: turn.say(spec.help, language),
    labels: spec.fields.map((field) => turn.plain(program.fields[field].label, language)),
    options: spec.fields.map((field) => program.options(program.fields[field], language)),
    why: T.interviews_shown.reasons(program, question, texts[language], language),
    progress: turn.progress,
    faults,
    said: each(Object.keys(faults), (at) => T.interviews_say.fault_text(faults[at], texts[language], language)),
  }];
};

const readable = (turn, field, language) => {
  const { program, answers } = turn, spec = program.fields[field];
  const lines = T.interviews_shown.readable(program, spec, answers[field], texts[language], language);
  if (spec.type !== "name") return lines;
  const { to_check: toCheck, proposals } = T.interviews_declined;
  return [lines, toCheck(turn, field, texts[language]), proposals(turn, field, answers[field]).map((one) => [one.case, one.words, one.own])];
};

const parts = (turn, document, language) => {
  const template = turn.program.template(document, language);
  return template && Object.fromEntries(template.renderParts(turn.environment(language)));
};

const end = (program, { language, today }, answers) => {
  const turn = program.evaluate(answers, today, language);
  const keys = program.plan.document_languages;
  const papers = turn.documents.flatMap((document) => keys.map((key) => [document, key]));
  const shown = T.interviews_shown;
  return {
    answers,
    question: turn.question,
    missing: turn.inOrder(turn.missing),
    documents: turn.documents,
    outcomes: turn.outcomes,
    faults: turn.faults,
    asked: turn.asked,
    complete: turn.complete,
    progress: turn.progress,
    values: Object.fromEntries(Object.keys(program.plan.values).map((field) => [field, each(keys, (key) => turn.lookup(field, key))])),
    notices: tried(() => turn.notices(language)),
    deadlines: tried(() => turn.deadlines(language).map((d) => [d.id, d.day, d.title, d.said, d.cite, d.remind])),
    said: each(turn.outcomes, (one) => turn.say(program.outcomes[one].say, language)),
    contacts: T.interviews_calling.all_of(program.plan, turn.outcomes.map((one) => program.outcomes[one]))
      .map((row) => T.interviews_calling.said(row, language)),
    topics: shown.by_topic(program, turn, texts[language], language),
    written: each(Object.keys(answers), (field) => shown.written(program.fields[field], answers[field])),
    readable: each(Object.keys(answers), (field) => readable(turn, field, language)),
    papers: Object.fromEntries(papers.map(([document, key]) => [`${document}.${key}`, tried(() => parts(turn, document, key))])),
  };
};

const shown = (one) => {
  const program = programs[one.interview], steps = [];
  let answers = { ...one.answers };
  for (const [question, raw] of one.typed || []) {
    const made = tried(() => step(program, one, answers, question, raw));
    steps.push(Array.isArray(made) ? made[1] : made);
    if (Array.isArray(made)) [answers] = made;
  }
  return { steps, end: tried(() => end(program, one, answers)) };
};

const paper = async ({ interview, today, language, answers }, [document, key], store) => {
  const turn = programs[interview].evaluate(answers, today, language);
  const data = await turn.program.template(document, key).renderDocx(turn.environment(key), store);
  return Buffer.from(data).toString("base64");
};

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const unknown = (value) => (value !== null && typeof value === "object" && value.unknown === true ? T.UNKNOWN : value);
const ASKED = {
  plans: (given) => {
    for (const [id, plan] of Object.entries(given)) programs[id] = new T.engine.Program(plan, functions);
  },
  texts: (given) => { texts = given; },
  case: shown,
  docx: ({ of, paper: which, store }) => paper(of, which, store),
  saved: ({ interview, language, answers, asked_in: askedIn, drafts }) =>
    T.saved.text(programs[interview], answers, language, askedIn, drafts),
  resume: ({ interview, language, today, file }) => {
    try {
      const program = programs[interview], made = T.saved.resume(program, T.saved.parse(file), today, language);
      return { ...made, notes: T.saved.notes(made, program, today, texts[language], language) };
    } catch (error) {
      return { refused: error.message };
    }
  },
  carried: ({ interview, other, language, today, answers }) =>
    T.saved.carried(programs[interview], programs[interview].evaluate(answers, today, language), programs[other], language),
  seal: async ({ text, passphrase, salt, nonce, iterations }) => {
    const key = await T.sealed.derived(passphrase, bytes(salt), iterations);
    return Buffer.from(await T.sealed.seal(text, key, bytes(nonce))).toString("base64");
  },
  unseal: async ({ file, passphrase }) => {
    try {
      return (await T.sealed.unseal(bytes(file), passphrase)).text;
    } catch (error) {
      return { refused: error.key || String(error) };
    }
  },
  call: ([module, name, ...args]) => tried(() => T[module][name](...args)),
  letters: ([name, letters]) => letters.filter((letter) => T.$[name](letter)),
  changed: ([name, letters]) => letters.map((letter) => T.$[name](letter)),
  node: ({ node, values, language, tables }) => tried(() => {
    const env = T.run.environment((path) => unknown(values[path]), language, tables || {}, functions);
    return T.run.compile(node)(env);
  }),
  body: ({ body, values, language }) => tried(() => {
    const env = T.run.environment((path) => unknown(values[path]), language, {}, functions);
    return new T.Template({ "word/document.xml": body }, []).renderParts(env)[0][1];
  }),
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [kind, given] = JSON.parse(line);
    const made = await ASKED[kind](given);
    process.stdout.write(`${JSON.stringify(made === undefined ? null : made)}\n`);
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
