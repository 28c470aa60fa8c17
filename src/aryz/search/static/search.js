// Answers queries without a server: the twin of aryz.search.searcher, queries, ranking, words, phrases and thesaurus,
// over the shards that aryz.search.shards wrote. Whole numbers alone, so that the order is Python's to the last page.
// Weights and limits (FULL, EXACT, …) are written before this by aryz.search.bundle, from the Python that it repeats.
const FACETS = ["kind", "act", "topic", "language", "citizenship"], ANY = "any";

// reading what aryz.search.packing wrote
const numbers = (text) => {
  const made = [];
  for (let at = 0; at < text.length; at++) {
    let value = text.charCodeAt(at) - 35;
    if (value < 0) value = (text.charCodeAt(++at) - 35) * 50000 + text.charCodeAt(++at) - 35;
    made.push(value);
  }
  return made;
};
const rising = (text) => {
  let page = -1;
  return numbers(text).map((step) => (page += step + 1));
};
const unrun = (runs) => {
  const made = [];
  for (let at = 0; at < runs.length; at += 2) for (let n = 0; n < runs[at + 1]; n++) made.push(runs[at]);
  return made;
};
const bucket = (key, count) => {
  let made = 0;
  for (let at = 0; at < key.length; at++) made = (Math.imul(made, 31) + key.charCodeAt(at)) & 0x7fffffff;
  return made % count;
};
const bits = (mask) => { let n = 0; for (; mask; mask >>= 1) n += mask & 1; return n; };
const FORMS = Array.from({ length: 256 }, (_, mask) => mask).sort((a, b) => bits(a) - bits(b) || a - b);
const formBit = (exact) => {
  let crc = -1;
  for (const byte of new TextEncoder().encode(exact)) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return 1 << (~crc & 7);
};
const counted = (text) => {
  const made = [], parts = text ? text.split(" ") : [];
  for (let at = 0; at < parts.length; at += 2) made.push([parts[at], +parts[at + 1]]);
  return made;
};
const oneEdit = (a, b) => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (word, from) => word.slice(from);
  return at > 0 && (rest(a, at + 1) === rest(b, at + 1) || rest(a, at) === rest(b, at + 1)
    || rest(a, at + 1) === rest(b, at)
    || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2)));
};
// how many letters are added, lost, changed or swapped with the next
const slips = (one, other) => {
  let earlier, before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    [earlier, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      let best = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1] ? 1 : 0));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) best = Math.min(best, earlier[j - 2] + 1);
      row.push(best);
    }
  }
  return row[other.length];
};
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byPoints = (points) => (a, b) => points.get(b) - points.get(a) || a - b;

class Search {
  // load: gives the value of a shard by its name
  constructor(load) {
    const known = new Map();
    this.load = (name) => {
      if (!known.has(name)) known.set(name, load(name).catch((error) => { known.delete(name); throw error; }));
      return known.get(name);
    };
    this.postings = new Map();
  }

  async cites(asked) {
    const [citations, data, names] = await Promise.all(["cites", "c", ...(asked ? ["cn"] : [])].map(this.load));
    this.reader = this.reader || citations(data, names);
    return this.reader;
  }
  async open() {
    if (this.analysis) return;
    const start = await this.load("start");
    this.start = start;
    this.count = start.count;
    this.columns = {};
    for (const name of ["kind", "language", "since", "until"]) {
      if (start[name]) this.columns[name] = { values: start[name].values, rows: unrun(start[name].runs) };
    }
    this.versions = new Map();
    this.one = unrun(start.back).map((back, page) => page - back);
    this.one.forEach((first, page) => this.versions.set(first, [...(this.versions.get(first) || []), page]));
    this.analysis = new Analysis(start.rules);
  }
  value(column, page) {
    const { values, rows } = this.columns[column];
    return values[rows[page]];
  }

  // shards
  async row(shelf, key) {
    const shard = await this.load(`${shelf}/${bucket(key, this.start.shards[shelf])}`);
    return own(shard, key);
  }
  async letters(word) { return (await this.row("k", this.analysis.fold(word.slice(3, 3 + SHORTEST_EDIT), "uz"))) || [{}, {}, []]; }
  idf(pages) {
    const { idf, falls, rarest } = this.start;
    let made = rarest;
    for (let at = 0; at < idf.length && idf[at] <= pages; at++) made -= falls[at];
    return made;
  }
  async size(term) {
    const row = own((await this.letters(term))[1], term);
    return row ? (typeof row[0] === "number" ? row[0] : row[1].length) : 0;
  }
  posting(term) {
    if (!this.postings.has(term)) this.postings.set(term, this.read(term));
    return this.postings.get(term);
  }
  async read(term) {
    let row = own((await this.letters(term))[1], term);
    if (!row) return { pages: [], impacts: [], forms: [], idf: this.start.rarest };
    if (typeof row[0] === "number") row = await this.load(`p/${row[1]}`);
    const pages = rising(row[0]), forms = numbers(row[2]).map((rank) => FORMS[rank]);
    return { pages, impacts: numbers(row[1]), forms: forms.length === 1 ? pages.map(() => forms[0]) : forms, idf: this.idf(pages.length) };
  }

  // words of the index
  async beginning(typed) {
    const found = [];
    await Promise.all(typed.filter((exact) => exact.length - 3 >= SHORTEST_PREFIX).map(async (exact) => {
      const language = exact.slice(0, 3), start = exact.slice(3);
      const words = start.length < SHORTEST_EDIT ? await this.row("b", exact) : (await this.letters(exact))[0][exact.slice(0, 2)];
      for (const [word, count] of counted(words)) if (word.startsWith(start)) found.push([language + word, count]);
    }));
    return this.commonest(found);
  }
  alike(typed) {
    return this.beginning(typed.filter((exact) => exact.length - 3 > SHORTEST_EDIT).map((exact) => exact.slice(0, 3 + SHORTEST_EDIT)));
  }
  async near(typed) {
    const within = async (shortest, far, fits) => {
      const found = [];
      await Promise.all(typed.filter((exact) => exact.length - 3 >= shortest).map(async (exact) => {
        const head = exact.slice(0, 3), word = exact.slice(3), rows = [];
        for (let size = word.length - far; size <= word.length + far; size++) rows.push(this.row("n", exact.slice(0, 4) + size));
        for (const [other, count] of (await Promise.all(rows)).flatMap(counted)) if (fits(word, other)) found.push([head + other, count]);
      }));
      return found;
    };
    const found = await within(SHORTEST_EDIT, 1, oneEdit);
    const far = (word, other) => other.startsWith(word.slice(0, RIGHT)) && slips(other, word) <= FAR;
    return this.commonest(found.length ? found : await within(SHORTEST_FAR, FAR, far));
  }
  commonest(found) {
    return found.sort((a, b) => b[1] - a[1] || order(a[0], b[0])).slice(0, MOST).map(([word]) => word);
  }

  // from a query to groups of lists: { parts, weight, size, idf }
  async plan(query, typing) {
    const wanted = query.words.filter((word) => Object.keys(word.terms).length && !word.minus);
    const found = await Promise.all(wanted.map((word) => this.word(word, typing)));
    const terms = wanted.map((word, at) => {
      const [parts, better] = found[at];
      return [...Object.values(word.terms), ...(better ? parts.map((part) => part.term) : [])];
    });
    const { meanings, told } = await this.meanings(new Set(terms.flat()));
    const groups = [], meant = {};
    for (const [at, word] of wanted.entries()) {
      const [parts, better] = found[at];
      const explained = terms[at].some((term) => told.has(term));
      if (parts.length) groups.push(await this.group(parts, word.weak ? WEAK : explained ? TOLD : FULL));
      if (better) meant[word.text] = better;
    }
    const said = Object.keys(meant).length ? query.words.map((word) => own(meant, word.text) ?? word.text).join(" ") : "";
    groups.push(...await Promise.all(meanings.map(([parts, weight]) => this.group(parts, weight))));
    return { groups, meant: said, said: wanted.length > 0 };
  }
  async word(word, typing) {
    const exact = Object.values(word.exact);
    let parts = [];
    for (const [language, term] of Object.entries(word.terms)) {
      if (await this.size(term)) parts.push({ term, bit: formBit(word.exact[language]), weight: FULL });
    }
    if (typing && word.prefix) parts.push(...await this.stems(await this.beginning(exact), PREFIX, parts));
    if (parts.length) {
      const kin = await this.alike(exact.filter((one) => KIN_LANGUAGES.includes(one.slice(0, 2))));
      return [[...parts, ...await this.stems(kin.slice(0, MOST_KIN), KIN, parts)], ""];
    }
    const near = await this.near(exact);
    parts = await this.stems(near, EDIT, []);
    return parts.length ? [parts, near[0].slice(3)] : [await this.stems(await this.alike(exact), ALIKE, []), ""];
  }
  async stems(words, weight, known) {
    const have = new Set(known.map((part) => part.term)), made = new Map();
    for (const word of words) {
      const language = word.slice(0, 2), term = `${language}:${this.analysis.stem(word.slice(3), language)}`;
      if (!have.has(term) && !made.has(term) && await this.size(term)) made.set(term, { term, bit: 0, weight });
    }
    return [...made.values()];
  }
  // what a query's terms mean, as [parts, weight] of each group, and the terms that say it together
  async meanings(have) {
    const rows = await Promise.all([...have].map((term) => this.letters(term))), fired = new Map();
    for (const [number, group, least, terms, file] of rows.flatMap((row) => row[2])) {
      const said = terms.filter((term) => have.has(term));
      if (said.length >= least) fired.set(number, { number, group, said, file });
    }
    const all = [...fired.values()], within = (a, b) => a.length < b.length && a.every((term) => b.includes(term));
    const kept = all.filter(({ said }) => !all.some((other) => within(said, other.said))).sort((a, b) => a.number - b.number);
    const lists = await Promise.all(kept.map(({ file }) => this.load(`g/${file}`)));
    const groups = new Map();
    kept.forEach(({ group, said }, at) => {
      const made = groups.get(group) || { parts: [], said: new Set() };
      groups.set(group, made);
      said.forEach((term) => made.said.add(term));
      for (const [terms, ...where] of lists[at]) {
        const weight = said[0].slice(0, 2) === terms[0][0].slice(0, 2) ? SYNONYM : FOREIGN;
        const sizes = terms.map(([, size]) => size), idf = Math.max(...sizes.map((size) => (size ? this.idf(size) : 0)));
        const key = `${weight} ${terms.map(([term]) => term).join(" ")}`;
        made.parts.push({ terms, lists: where, weight, key, idf, size: Math.min(...sizes) });
      }
    });
    const found = [...groups.values()];
    const told = new Set(found.filter(({ said }) => said.size > 1).flatMap(({ said }) => [...said]));
    return { meanings: found.map(({ parts, said }) => [telling(parts), said.size > 1 ? SAID : HINTED]), told };
  }
  async group(parts, weight) {
    const lists = await Promise.all(parts.map(async (part) => {
      if (part.term) {
        const posting = await this.posting(part.term);
        return { ...part, ...posting, key: `${part.weight} ${part.bit} ${part.term}`, size: posting.pages.length };
      }
      const [pages, steps] = part.lists.length > 1 ? part.lists : await this.load(`p/${part.lists[0]}`);
      return { ...part, pages: rising(pages), steps: numbers(steps) };
    }));
    const size = lists.reduce((sum, list) => sum + list.size, 0);
    return { lists, weight, idf: Math.max(0, ...lists.map((list) => list.idf)), size };
  }
  wanted(groups) {
    const made = new Map();
    const add = (term, value) => made.set(term, Math.max(made.get(term) || 0, value));
    for (const { lists } of groups) {
      for (const list of lists) {
        if (list.term) add(list.term, list.idf * list.weight);
        else for (const [term, size] of list.terms) add(term, this.idf(size) * list.weight);
      }
    }
    return made;
  }

  // points by page
  score(groups) {
    const points = new Float64Array(this.count), found = new Float64Array(this.count), best = new Float64Array(this.count);
    const pages = [], known = new Set(), held = (page) => found[page] > 0;
    let whole = 0;
    const sorted = groups.map((group, at) => [group, at]).sort(([a, i], [b, j]) => a.size - b.size || i - j);
    for (const [group] of sorted) {
      const enough = pages.length >= ENOUGH, few = group.size * RARE > this.count && enough, own = [];
      for (const list of group.lists) {
        const common = list.weight < FULL && list.size * COMMON > this.count;
        const less = few || (common && enough && !known.has(list.key));
        if (!less) known.add(list.key);
        const full = list.idf * list.weight, more = list.idf * (list.weight + Math.floor(EXACT * list.weight / FULL));
        list.pages.forEach((page, at) => {
          if (less && !held(page)) return;
          const value = list.term ? list.impacts[at] * (list.forms[at] & list.bit ? more : full) : list.steps[at] * COARSE * list.weight;
          if (value > best[page]) {
            if (!best[page]) own.push(page);
            best[page] = value;
          }
        });
      }
      const weight = group.idf * group.weight;
      whole += weight;
      for (const page of own) {
        if (!held(page)) pages.push(page);
        points[page] += Math.floor(best[page] * group.weight / FULL);
        found[page] += weight;
        best[page] = 0;
      }
    }
    whole = Math.max(whole, 1);
    return new Map(pages.map((page) => [page, Math.floor(points[page] * (whole + SHARE * found[page]) / whole)]));
  }
  async points(groups, query, day) {
    const holds = this.holds(day), asked = query.languages[0];
    const minus = query.words.filter((word) => word.minus).flatMap((word) => Object.values(word.terms));
    const shut = new Set((await Promise.all(minus.map((term) => this.posting(term)))).flatMap((posting) => posting.pages));
    const kinds = this.columns.kind.values.map((kind) => own(KINDS, kind) ?? 8), kindOf = this.columns.kind.rows;
    const langs = this.columns.language.values.map((one) => (one === asked ? SAME : 10)), langOf = this.columns.language.rows;
    const made = new Map();
    for (const [page, value] of this.score(groups)) {
      if (!shut.has(page) && holds(page)) made.set(page, value * kinds[kindOf[page]] * langs[langOf[page]]);
    }
    return this.preferred(made, query);
  }
  holds(day) {
    if (!this.columns.since && !this.columns.until) return () => true;
    const at = (column, page) => (this.columns[column] ? this.value(column, page) : "");
    return (page) => at("since", page) <= day && (!at("until", page) || day < at("until", page));
  }
  async preferred(points, query) {
    const quoted = new Map();
    for (const word of query.words) {
      if (word.phrase && !word.minus) quoted.set(word.phrase, [...(quoted.get(word.phrase) || []), word.text]);
    }
    const phrases = [...quoted.values()].filter((words) => words.length > 1);
    if (!phrases.length) return points;
    const tests = await Promise.all(phrases.map((phrase) => this.may(phrase)));
    const able = [...points.keys()].filter((page) => tests.every((test) => test(page)));
    const read = able.sort(byPoints(points)).slice(0, READ);
    const has = await Promise.all(read.map((page) => this.has(page, phrases)));
    const having = new Map(read.filter((_, at) => has[at]).map((page) => [page, points.get(page) * PHRASE]));
    return query.words.every((word) => word.phrase || word.minus) ? having : new Map([...points, ...having]);
  }
  async may(phrase) {
    const made = await Promise.all(this.columns.language.values.map((language) => Promise.all(phrase.map(async (word) => {
      const [term, exact] = this.analysis.both(word, language);
      if (!term) return null;
      const { pages, forms } = await this.posting(term), bit = formBit(exact);
      return new Set(pages.filter((_, at) => forms[at] & bit));
    }))));
    return (page) => made[this.columns.language.rows[page]].every((pages) => !pages || pages.has(page));
  }
  async has(page, phrases) {
    const language = this.value("language", page), { title = "", head = "", tail } = await this.load(`x/${page}`);
    const text = `${title}\n${head} ${tail ? await this.load(`y/${page}`) : ""}`;
    const folded = (words) => ` ${words.map((word) => this.analysis.fold(word, language)).join(" ")} `;
    const whole = folded(this.analysis.words(text));
    return phrases.every((phrase) => whole.includes(folded(phrase)));
  }

  // what is cited, above all others
  cited(cited, points, language, day) {
    if (!cited.refs.length) return points;
    const holds = this.holds(day), most = (map, other) => { let top = other; for (const value of map.values()) top = Math.max(top, value); return top; };
    let top = most(points, 0) * ABOVE + 1;
    const made = new Map();
    for (const ref of cited.refs) for (const page of cited.resting(ref)) made.set(page, top + (points.get(page) || 0));
    top = most(made, made.size ? 0 : top) * ABOVE + 1;
    [...cited.refs].reverse().forEach((ref, place) => {
      for (const page of cited.articles(ref)) {
        if (holds(page)) made.set(page, top * LEAST + place * 2 + (this.value("language", page) === language ? 1 : 0));
      }
    });
    return new Map([...points, ...made]);
  }

  async ordered(given, language, day) {
    const points = await this.lent(language ? this.once(given, language) : given, language, day);
    const found = [...points.keys()].sort(byPoints(points)), floor = found.length ? points.get(found[0]) : 0;
    return found.filter((page, at) => at < FIRST || points.get(page) * LEAST >= floor);
  }
  // the first pages lend points to their neighbours
  async lent(points, language, day) {
    const made = new Map(points), first = [...points.keys()].sort(byPoints(points)).slice(0, LENDERS);
    const pages = await Promise.all(first.map((page) => this.load(`x/${page}`)));
    first.forEach((page, at) => {
      const own = points.get(page), rest = own % WHOLE;
      for (const [target, share] of pages[at].links || []) {
        const to = this.lentTo(target, points, language, day);
        if (to !== undefined) made.set(to, (made.get(to) || 0) + (own - rest) / WHOLE * share + Math.floor(rest * share / WHOLE));
      }
    });
    return made;
  }
  lentTo(page, points, language, day) {
    const versions = this.versions.get(this.one[page]), found = versions.find((one) => points.has(one));
    if (found !== undefined || !day) return found;
    const held = versions.filter(this.holds(day));
    return held.find((one) => this.value("language", one) === language) ?? held[0];
  }
  once(points, language) {
    const best = new Map();
    for (const [page, value] of points) {
      const one = this.one[page], most = value * (this.value("language", page) === language ? OWN : 10), other = best.get(one);
      if (!other || most > other[0] || (most === other[0] && page < other[1])) best.set(one, [most, page]);
    }
    const since = (page) => (this.columns.since ? this.value("since", page) : "");
    const made = new Map();
    for (const [one, [most, page]] of best) {
      const shown = this.versions.get(one).find((other) => this.value("language", other) === language && since(other) === since(page));
      made.set(shown ?? page, most);
    }
    return made;
  }

  async ranked(text, language, { day, typing } = {}) {
    await this.open();
    const now = new Date(), two = (n) => String(n).padStart(2, "0");
    day = day || `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const cited = /\p{Nd}/u.test(cutAt(text, 300)) ? (await this.cites(!language)).find(text) : { refs: [], rest: text, language: "" };
    let query = this.analysis.query(cited.rest), plan = await this.plan(query, typing);
    if (!plan.groups.length && !cited.refs.length) {
      for (const typed of this.analysis.layouts(text)) {
        const other = this.analysis.query(typed), found = await this.plan(other, typing);
        if (found.groups.length) { query = other; plan = { ...found, meant: typed }; break; }
      }
    }
    let points = await this.points(plan.groups, query, day);
    points = this.cited(cited, points, language || cited.language || query.languages[0], day);
    const strict = query.words.some((word) => word.phrase || word.minus);
    return { pages: await this.ordered(points, language, strict ? "" : day), plan, cited };
  }

  // letters: pages are shown in these letters where they have them
  async find(text, language, { chosen = {}, limit = 10, skip = 0, day, typing, letters, facets } = {}) {
    const { pages, plan, cited } = await this.ranked(text, language, { day, typing });
    const wants = Object.entries(chosen).filter(([, value]) => value);
    if (facets || wants.length) await this.facetColumns();
    const kept = this.filtered(pages, wants), wanted = this.wanted(plan.groups);
    const hit = (page, terms = wanted) => this.hit(page, terms, letters, cited);
    const [hits, interviews] = await Promise.all([
      Promise.all(kept.slice(skip, skip + limit).map((page) => hit(page))), cited.refs.length ? [] : this.interviews(kept, language, hit)]);
    const hint = !text.trim() ? "search.hint.empty"
      : !kept.length ? (plan.groups.length || plan.said ? "search.none" : "search.hint.words") : plan.meant ? "search.hint.meant" : "";
    return { hits, count: kept.length, interviews, meant: plan.meant, hint, facets: facets ? this.facets(pages, wants) : {} };
  }
  name(page, letters) { return letters === `${this.value("language", page)}-cyrl` ? `${page}-cyrl` : `${page}`; }
  async hit(page, wanted, letters, cited) {
    const name = this.name(page, letters), language = this.value("language", page);
    const { head = "", tail, refs = [], links, ...kept } = await this.load(`x/${name}`);
    let [excerpt, marks] = passage(this.analysis, head, language, wanted);
    if (tail && !marks.length && wanted.size) {
      const longer = passage(this.analysis, await this.load(`y/${name}`), language, wanted);
      if (longer[1].length) [excerpt, marks] = [`…${longer[0].replace(/^…/, "")}`, longer[0].startsWith("…") ? longer[1] : longer[1].map(([a, b]) => [a + 1, b + 1])];
    }
    return { ...kept, page, kind: this.value("kind", page), language: name === `${page}` ? language : letters, excerpt, marks,
      until: this.columns.until ? this.value("until", page) : "", cited: refs.some((ref) => cited.refs.includes(ref)) };
  }
  async interviews(pages, language, hit) {
    const sources = await Promise.all(pages.slice(0, SOURCES).map((page) => this.load(`x/${page}`)));
    const names = [...new Set(sources.flatMap((page) => page.interviews || []))].slice(0, OFFERED);
    const shown = names.flatMap((name) => {
      const versions = own(this.start.interviews, name) || [];
      const fit = versions.filter((page) => !language || this.value("language", page) === language);
      return (fit.length ? fit : versions).slice(0, 1);
    });
    return Promise.all(shown.map((page) => hit(page, new Map())));
  }

  async facetColumns() {
    for (const [name, column] of Object.entries(await this.load("f"))) {
      if (!this.columns[name]) this.columns[name] = { values: column.values, rows: unrun(column.runs) };
    }
  }
  filtered(pages, wants) {
    return pages.filter((page) => wants.every(([facet, value]) => fits(facet, this.value(facet, page), value)));
  }
  facets(pages, wants) {
    const made = {};
    for (const facet of FACETS) {
      const counts = new Map(), left = this.filtered(pages, wants.filter(([name]) => name !== facet));
      const named = facet === "citizenship" ? new Set(left.flatMap((page) => this.value(facet, page)).filter((one) => one !== ANY)) : null;
      for (const page of left) {
        for (const value of named || [this.value(facet, page)].filter(Boolean)) {
          if (fits(facet, this.value(facet, page), value)) counts.set(value, (counts.get(value) || 0) + 1);
        }
      }
      made[facet] = [...counts].sort((a, b) => b[1] - a[1] || order(a[0], b[0]));
    }
    return made;
  }
}
// the phrases that tell most, each once
const telling = (parts) => {
  const each = [...new Map(parts.map((part) => [part.key, part])).values()];
  return each.sort((a, b) => b.idf * b.weight - a.idf * a.weight).slice(0, MOST_PHRASES);
};
const fits = (facet, own, value) => (facet === "citizenship" ? !own.length || own.includes(value) || own.includes(ANY) : own === value);
