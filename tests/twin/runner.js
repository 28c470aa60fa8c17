// Node: answers questions about the twin, a line of JSON each, in order. Argument: the script of the twin.
const fs = require("fs");
const readline = require("readline");
const vm = require("vm");

const context = vm.createContext({ TextEncoder, TextDecoder, crypto: globalThis.crypto, Uint8Array, atob, Blob, Response, CompressionStream });
vm.runInContext(`${fs.readFileSync(process.argv[2], "utf8")}\nglobalThis.Twin = AryzTwin;`, context);
const T = context.Twin;
const functions = { ...T.law_functions.RUN_FUNCTIONS, "law.twice": (tables, value) => T.run.textOf(value).repeat(2) };
const [programs, texts] = [{}, {}];
const snapshot = vm.runInThisContext(fs.readFileSync(`${__dirname}/snapshot.js`, "utf8"));
const { plain, tried, shown, paper } = snapshot(T, programs, texts, Boolean(process.env.TWIN_DEBUG));

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const unknown = (value) => (value !== null && typeof value === "object" && value.unknown === true ? T.UNKNOWN : value);
const ASKED = {
  plans: (given) => {
    for (const [id, plan] of Object.entries(given)) programs[id] = new T.engine.Program(plan, functions);
  },
  texts: (given) => { Object.assign(texts, given); },
  case: shown,
  docx: async ({ of, paper: which, store }) => Buffer.from(await paper(of, which, store)).toString("base64"),
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
    T.carried(programs[interview], programs[interview].evaluate(answers, today, language), programs[other], language),
  seal: async ({ text, letters, salt, nonce, iterations }) => {
    const key = await T.sealed.derived(letters, bytes(salt), iterations);
    try {
      return Buffer.from(await T.sealed.seal(text, key, bytes(nonce))).toString("base64");
    } catch (error) {
      return { refused: error.key || String(error) };
    }
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
