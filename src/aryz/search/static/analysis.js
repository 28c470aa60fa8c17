// Words to terms: the twin of aryz.search.analysis, folding and stemming, step by step. All knowledge is in the rules
// that Python compiled. Places are counted in UTF-16 units, as the browser's strings are.
const LONGEST_WORD = 60, LONGEST_QUERY = 1000, MOST_WORDS = 60, ROUNDS = 4, REMEMBERED = 100000;
const QUOTES = "\"«»“”„‟", BLANKS = " \t\n\r\f\v\u00a0\u2003\u2009\u202f\u3000";
const ODD = /[^\0-\u02ff\u0400-\u052f]/; // beside these letters there is nothing to compose
const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);

class Table {
  constructor(table, vowels) {
    const keys = Object.keys(table).map((key) => key.replace(/^[\^~]+/, ""));
    Object.assign(this, { table: new Map(Object.entries(table)), vowels, first: new Set(keys.map((key) => key.charCodeAt(0))) });
    this.longest = Math.max(0, ...keys.map((key) => key.length));
  }
  apply(word) {
    let made = "", from = 0;
    for (let at = 0; at < word.length;) {
      let size = this.first.has(word.charCodeAt(at)) ? Math.min(this.longest, word.length - at) : 0, to;
      for (; size > 0; size--) {
        to = this.target(word, at, word.slice(at, at + size));
        if (to !== undefined) break;
      }
      if (size) {
        made += word.slice(from, at) + to;
        from = at += size;
      } else at++;
    }
    return from ? made + word.slice(from) : word;
  }
  target(word, at, part) {
    let to = at === 0 ? this.table.get("^" + part) : undefined;
    if (to === undefined && at && this.vowels.includes(word[at - 1])) to = this.table.get("~" + part);
    return to === undefined ? this.table.get(part) : to;
  }
}

class Suffixes {
  constructor(rules) {
    const { classes, kept, changed } = rules;
    const words = kept.split(" ").map((word) => [word, word]);
    Object.assign(this, rules, { exceptions: new Map([...words, ...Object.entries(changed)]) });
    const ends = [...classes.keys()].filter((number) => !classes[number].inner);
    this.states = [...classes.map((one) => one.after), ends].map((numbers) => {
      const table = new Map();
      for (const number of numbers) {
        for (const [form, before] of Object.entries(classes[number].forms)) {
          if (!table.has(form)) table.set(form, []);
          table.get(form).push([number, before]);
        }
      }
      return table;
    });
    this.sizes = this.states.map((table) => [...new Set([...table.keys()].map((form) => form.length))].sort((a, b) => a - b));
  }
  stem(word) {
    let stem = word;
    for (let round = 0; round < ROUNDS; round++) {
      const changed = this.exceptions.get(stem);
      if (changed !== undefined) return changed;
      const cut = this.cut(stem);
      if (cut === stem.length) break;
      stem = stem.slice(0, cut);
    }
    const vowel = (at) => this.vowels.includes(stem[stem.length - at]);
    for (const [letters, least] of this.dropped) {
      if (stem.length > least && letters.includes(stem[stem.length - 1]) && vowel(1) !== vowel(2)) {
        stem = stem.slice(0, -1);
      }
    }
    const ending = stem.length >= this.endings_least ? own(this.endings, stem[stem.length - 1]) : undefined;
    return ending === undefined ? stem : stem.slice(0, -1) + ending;
  }
  cut(word) {
    let first = 0, best = word.length, kept = 0;
    while (first < word.length && !this.vowels.includes(word[first])) first++;
    const todo = [[word.length, this.states.length - 1]];
    const seen = new Set();
    while (todo.length) {
      const [end, state] = todo.pop();
      if (this.exceptions.has(word.slice(0, end))) kept = Math.max(kept, end);
      for (const size of this.sizes[state]) {
        const left = end - size;
        if (left < 1) break;
        for (const [number, before] of this.states[state].get(word.slice(left, end)) || []) {
          if (before && !before.includes(word[left - 1])) continue;
          const { root, least } = this.classes[number];
          if (root && least <= left && left < best && first < left) best = left;
          const key = left * 1000 + number;
          if (!seen.has(key)) { seen.add(key); todo.push([left, number]); }
        }
      }
    }
    return kept || best;
  }
}

class Analysis {
  constructor(rules) {
    this.rules = rules;
    this.back = Object.fromEntries(Object.entries(rules.twins).map(([latin, cyrillic]) => [cyrillic, latin]));
    const tables = {};
    for (const [name, table] of Object.entries(rules.tables)) tables[name] = new Table(table, rules.vowels);
    this.steps = {};
    for (const [language, one] of Object.entries(rules.fold)) {
      this.steps[language] = [one.alphabet, one.tables.map((name) => tables[name])];
    }
    this.order = Object.keys(rules.fold);
    this.suffixes = {};
    for (const [language, one] of Object.entries(rules.suffixes)) this.suffixes[language] = new Suffixes(one);
    const sets = (lists) => Object.fromEntries(this.order.map((language) => [language, new Set(lists[language])]));
    this.stop = sets(rules.stop);
    this.weak = sets(rules.weak);
    this.finder = new RegExp(pattern(rules), "g");
    this.lower = mapped(rules.lower);
    this.known = new Map();
    this.heads = new Map();
  }

  tokens(text) {
    return Array.from(text.matchAll(this.finder), (m) => ({ text: m[0], start: m.index, end: m.index + m[0].length }));
  }
  words(text) { return text.match(this.finder) || []; }

  small(word) {
    if (word.length > LONGEST_WORD) word = cutAt(word, LONGEST_WORD);
    if (ODD.test(word)) word = word.normalize("NFC");
    let made = "", from = 0;
    for (let at = 0; at < word.length; at++) {
      const to = this.lower.get(word.charCodeAt(at));
      if (to === undefined) continue;
      made += word.slice(from, at) + to;
      from = at + 1;
    }
    return from ? made + word.slice(from) : word;
  }
  // the first letter of a word once it is folded
  begins(word, language) {
    const key = language + word.slice(0, 2);
    let made = this.heads.get(key);
    if (made === undefined) this.heads.set(key, made = this.fold(cutAt(word, 2), language)[0] || "");
    return made;
  }
  fold(word, language) {
    const [alphabet, tables] = this.steps[language];
    word = this.oneAlphabet(this.small(word), alphabet);
    for (const table of tables) word = table.apply(word);
    return word;
  }
  isCyrillic(ch) { return this.rules.cyrillic[0] <= ch && ch <= this.rules.cyrillic[1]; }
  oneAlphabet(word, wanted) {
    if (!/[a-z]/.test(word)) return word;
    const letters = [...word], { twins } = this.rules;
    const cyrillic = letters.some((ch) => this.isCyrillic(ch));
    if (!cyrillic && wanted !== "cyrillic") return word;
    const ownCyrillic = letters.some((ch) => this.isCyrillic(ch) && own(this.back, ch) === undefined);
    const ownLatin = letters.some((ch) => ch !== "'" && !this.isCyrillic(ch) && own(twins, ch) === undefined);
    const mapped = (table) => letters.map((ch) => own(table, ch) ?? ch).join("");
    if (ownCyrillic || (!ownLatin && wanted !== "latin")) return mapped(twins);
    return cyrillic ? mapped(this.back) : word;
  }

  stem(folded, language) {
    if (this.rules.digits.includes(folded[0])) return folded;
    if (this.suffixes[language]) return this.suffixes[language].stem(folded);
    const name = this.rules.snowball[language];
    return name ? snowball[name](folded) : folded;
  }
  both(word, language, folded) {
    const key = `${language}:${word}`;
    let made = this.known.get(key);
    if (!made) {
      if (folded === undefined) folded = this.fold(word, language);
      made = !folded || this.stop[language].has(folded) ? [null, null]
        : [`${language}:${this.stem(folded, language)}`, `${language}=${folded}`];
      if (this.known.size >= REMEMBERED) this.known.clear();
      this.known.set(key, made);
    }
    return made;
  }
  term(word, language) { return this.both(word, language)[0]; }
  exact(word, language) { return this.both(word, language)[1]; }
  short(word, language) {
    const whole = this.both(word, language)[1];
    if (!whole || this.rules.digits.includes(whole[3])) return null;
    return `${language}~${cutAt(whole.slice(3), this.rules.short)}`;
  }
  terms(text, language) { return this.words(text).map((word) => this.term(word, language)).filter(Boolean); }

  languagesOf(word) {
    const letters = [...this.small(word)], small = letters.join("");
    const cyrillic = letters.some((ch) => this.isCyrillic(ch));
    const digits = letters.every((ch) => ch === "-" || this.rules.digits.includes(ch));
    let made = this.rules.alphabets[cyrillic ? "cyrillic" : digits ? "none" : "latin"];
    for (const hint of this.rules.hints) {
      if (!hint.parts.some((part) => small.includes(part))) continue;
      const fit = made.filter((language) => hint.languages.includes(language));
      if (fit.length) made = fit;
    }
    const twins = !cyrillic && !digits && letters.every((ch) => own(this.rules.twins, ch) !== undefined);
    return twins ? ["ru", ...made.filter((one) => one !== "ru")] : made;
  }
  languages(text) {
    const points = Object.fromEntries(this.order.map((language) => [language, 0]));
    for (const word of this.words(text).slice(0, MOST_WORDS)) {
      const possible = this.languagesOf(word);
      possible.forEach((language, place) => {
        points[language] += Math.floor(12 / possible.length) + (place === 0 ? 1 : 0);
        const folded = this.fold(word, language);
        if (this.stop[language].has(folded) || this.weak[language].has(folded)) points[language] += 6 - place;
      });
    }
    return this.order.filter((one) => points[one]).sort((a, b) => points[b] - points[a]);
  }

  query(given) {
    const text = cutAt(given, LONGEST_QUERY);
    const languages = this.languages(text);
    const tokens = this.tokens(text).slice(0, MOST_WORDS);
    const marks = this.marks(text, tokens);
    const words = tokens.map((token, place) => {
      const prefix = place === tokens.length - 1 && token.end === text.length;
      return this.word(token, languages[0], marks[place], prefix);
    });
    return { words, languages };
  }
  word(token, main, [phrase, minus], prefix) {
    const terms = {}, exact = {}, folded = this.fold(token.text, main);
    let small = false;
    if (prefix || !this.stop[main].has(folded)) {
      for (const language of this.languagesOf(token.text)) {
        const [term, whole] = this.both(token.text, language);
        if (term) { terms[language] = term; exact[language] = whole; } else small = true;
      }
    }
    return { ...token, terms, exact, phrase, minus, weak: this.weak[main].has(folded), small, prefix };
  }
  marks(text, tokens) {
    const made = [];
    let at = 0, phrase = 0, count = 0, minus = false, shut = false;
    for (const token of tokens) {
      minus = false;
      for (let place = at; place < token.start; place++) {
        const ch = text[place];
        if (QUOTES.includes(ch)) {
          if (phrase === 0) { phrase = ++count; shut = minus; } else { phrase = 0; shut = false; }
          continue;
        }
        minus = ch === "-" && (place === 0 || BLANKS.includes(text[place - 1]));
      }
      made.push([phrase, shut || (minus && phrase === 0)]);
      at = token.end;
    }
    const open = [...text.slice(at)].some((ch) => QUOTES.includes(ch)) ? 0 : phrase;
    return made.map(([number, out]) => [number === open ? 0 : number, out]);
  }
}

// what letters become small, by their codes
const mapped = ([runs, odd]) => {
  const made = new Map(Object.entries(odd).map(([letter, to]) => [letter.charCodeAt(0), to]));
  for (let run = 0; run < runs.length; run += 4) {
    const [first, count, step, away] = runs.slice(run, run + 4);
    for (let code = first; code < first + count * step; code += step) made.set(code, String.fromCharCode(code + away));
  }
  return made;
};
const cutAt = (text, length) => [...text.slice(0, 2 * length)].slice(0, length).join("");

// runs of letters: letter by letter takes longer
function pattern(rules) {
  const safe = (text) => text.replace(/[\\\]^-]/g, "\\$&");
  const ranges = (rows) => rows.map(([first, last]) => `${safe(first)}-${safe(last)}`).join("");
  const letter = ranges(rules.letters), silent = ranges(rules.silent), digit = `[${safe(rules.digits)}]`;
  const signs = `[${silent}${safe(rules.apostrophes)}]+`;
  return `[${letter}]+(?:${signs}[${letter}]+)*[${silent}]*|${digit}{1,3}-${digit}{1,2}(?!${digit})|${digit}+`;
}
