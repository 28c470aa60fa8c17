// Citations in queries: the twin of aryz.search.cites. `data` is the shard `c`; `reader` reads citations as they are.
const LONGEST_CITED = 300, NUMBER = "(\\d{1,4}(?:-\\d{1,2})?)", W = "[\\p{L}\\p{N}_]";
const BARE = [`(^|[^\\p{L}\\p{N}_])((?:ст\\.?|стать[а-я]{1,4}|arts?\\.?|articles?|bet\\.?)\\s*${NUMBER})(?!${W}|-)`,
  `(^|[^\\p{L}\\p{N}_-])(${NUMBER}\\s*[-–]?\\s*(?:ст\\.?|стать[а-я]{1,4}))(?!${W})`,
  `(^|[^\\p{L}\\p{N}_-])(${NUMBER}\\s*[-–]?\\s*(?:бап|баб|modda|модда)${W}{0,12})`].map((source) => new RegExp(source, "iu"));
const SPOKEN = [["ru", `(?:ст|стать[а-я]+)(?!${W})`], ["kk", "(?:бап|баб)"], ["uz", "(?:modda|модда)"],
  ["en", `(?:arts?|articles?)(?!${W})`]].map(([language, source]) => {
  const before = language === "ru" || language === "en" ? "[^\\p{L}\\p{N}_]" : "[^\\p{L}_]";
  return [language, new RegExp(`(?:^|${before})${source}`, "iu")];
});
const spoken = (text) => (SPOKEN.find(([, pattern]) => pattern.test(text)) || [""])[0];
const without = (text, spans) => {
  for (const [start, end] of [...spans].sort((a, b) => b[0] - a[0])) text = `${text.slice(0, start)} ${text.slice(end)}`;
  return text.trim();
};

// the points with those of what is cited, above all others
const above = (search, cited, { pages, of }, language, day) => {
  const holds = search.holds(day), made = new Map();
  const most = (values, other) => values.reduce((best, value) => Math.max(best, value), other);
  let top = most(pages.map((page) => of[page]), 0) * ABOVE + WHOLE;
  for (const ref of cited.refs) for (const page of cited.resting(ref)) made.set(page, top + of[page]);
  top = most([...made.values()], made.size ? 0 : top) * ABOVE + 1;
  // those in the language first, then those that have the other words of the query
  const places = new Map(), own = (page) => (search.value("language", page) === language ? 1 : 0);
  [...cited.refs].reverse().forEach((ref, place) => {
    for (const page of cited.articles(ref)) if (!holds || holds(page)) places.set(page, place);
  });
  [...places.keys()].sort((a, b) => own(a) - own(b) || of[a] - of[b] || places.get(a) - places.get(b) || b - a)
    .forEach((page, rank) => made.set(page, top * LEAST + rank));
  for (const [page, value] of made) {
    if (!of[page]) pages.push(page);
    of[page] = value;
  }
  return { pages, of };
};

// names: of acts by language, where the language of a citation is asked for
const citations = (data, names = {}) => {
  const known = {}, articles = new Set(), acts = data.acts.map(([act]) => act);
  for (const [act, missing, numbers] of data.acts) {
    known[act] = {};
    const add = (number) => { known[act][number] = { paragraphs: [], direct: [] }; };
    if (missing) missing.split(" ").forEach(add);
    for (const run of numbers ? numbers.split(" ") : []) {
      const [first, more = 0] = run.split("+");
      for (let n = 0; n <= more; n++) {
        const number = n ? `${+first + n}` : first;
        add(number);
        articles.add(`${act}:${number}`);
      }
    }
  }
  const read = reader(data.reading), learned = new Set(), starts = data.starts.split(" ");
  const cut = (query) => [...query.slice(0, 2 * LONGEST_CITED)].slice(0, LONGEST_CITED).join("").replace(/\u00a0/g, " ");
  const language = (found, text) => {
    for (const one of found) {
      const cited = text.slice(one.start, one.end), said = spoken(cited);
      if (said) return said;
      for (const [act] of one.refs) {
        for (const [name, listed] of names[act] || []) if (listed.some((one) => cited.toLowerCase().includes(one))) return name;
      }
    }
    return "";
  };
  const find = (query) => {
    const text = cut(query);
    const found = read(text, known);
    const refs = [...new Set(found.flatMap((one) => one.refs.map(([act, article]) => `${act}:${article}`)))].filter((ref) => articles.has(ref));
    if (refs.length) return { refs, rest: without(query, found.map((one) => [one.start, one.end])), language: language(found, text) };
    for (const pattern of BARE) {
      const match = text.match(pattern);
      if (!match) continue;
      const start = match.index + match[1].length;
      const bare = acts.map((act) => `${act}:${match[3]}`).filter((ref) => articles.has(ref));
      return { refs: bare, rest: bare.length ? without(query, [[start, start + match[2].length]]) : query, language: spoken(match[2]) };
    }
    return { refs: [], rest: query, language: "" };
  };
  // keys: the names that a query may have; learn: takes those of a key
  const keys = (query) => [...read.beginnings(cut(query))].filter((key) => starts.includes(key) && !learned.has(key));
  const learn = (key, rows) => { if (!learned.has(key)) { learned.add(key); read.learn(rows); } };
  return { above, find, keys, learn };
};
