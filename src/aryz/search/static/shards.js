// Shards, and what is in them: words, postings, columns of pages. Its words are the twin of aryz.search.words.
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

class Shards {
  // load: gives the value of a shard by its name
  constructor(load) {
    const known = new Map();
    this.load = (name) => {
      if (!known.has(name)) known.set(name, load(name).catch((error) => { known.delete(name); throw error; }));
      return known.get(name);
    };
    this.postings = new Map();
    this.lettered = new Map();
  }

  async stemmer(name) { if (!snowball[name]) snowball[name] = (await this.load(name))(Snowball, among); }
  // stemmers for letters that are not Cyrillic come when there are such
  async query(text) {
    if (/[^\P{L}Ѐ-ԯ]/u.test(text)) await this.stemmers();
    return this.analysis.query(text);
  }
  stemmers(languages = Object.keys(this.start.rules.snowball)) {
    return Promise.all(languages.map((language) => own(this.start.rules.snowball, language)).filter(Boolean).map((name) => this.stemmer(name)));
  }

  // what a query cites: the reader of citations, then names that it may have, then where the articles are
  async cites(text, asked) {
    const [citations, data, names] = await Promise.all(["cites", "c", ...(asked ? ["cn"] : [])].map(this.load));
    const reader = this.reader = this.reader || citations(data, names), row = (shelf) => async (key) => [key, await this.row(shelf, key)];
    for (const [key, rows] of await Promise.all(reader.keys(text).map(row("r")))) reader.learn(key, rows || []);
    const found = reader.find(text), numbers = new Set(found.refs.map((ref) => ref.split(":")[1]));
    const where = new Map(await Promise.all([...numbers].map(row("a"))));
    const pages = (at) => (ref) => { const [act, number] = ref.split(":"); return unpacked(where.get(number)[act][at])[0]; };
    return { ...found, articles: pages(0), resting: pages(1), above: reader.above };
  }
  async open() {
    if (this.analysis) return;
    const start = await this.load("start");
    this.start = start;
    this.count = start.count;
    this.rarity = [start.rarest]; // after so many steps of idf
    for (const [at, fall] of start.falls.entries()) this.rarity.push(this.rarity[at] - fall);
    this.columns = {};
    for (const name of ["kind", "language", "since", "until"]) {
      if (start[name]) this.column(name, start[name]);
    }
    this.spare = []; // columns of zeros; whoever fills one gives it back empty
    this.seen = new Int32Array(this.count); // in which turn of scoring a page was seen last
    this.turns = 0;
    this.others = new Map(); // the versions of a page by the first, where there are several
    this.one = unrun(start.back, this.count);
    for (let page = 0; page < this.count; page++) {
      const back = this.one[page], first = this.one[page] = page - back;
      if (back) this.others.set(first, [...(this.others.get(first) || [first]), page]);
    }
    this.analysis = new Analysis(start.rules);
  }
  zeros() { return this.spare.pop() || new Float64Array(this.count); }
  column(name, { values, runs }) { this.columns[name] = { values, rows: unrun(runs, this.count) }; }
  versions(first) { return this.others.get(first) || [first]; }
  value(column, page) {
    const { values, rows } = this.columns[column];
    return values[rows[page]];
  }

  // shards
  async row(shelf, key) {
    const shard = await this.load(`${shelf}/${bucket(key, this.start.shards[shelf])}`);
    return own(shard, key);
  }
  // what is shown of a page; letters: in these, where there are such
  async page(page, letters = "") {
    const { block } = this.start, rows = await this.load(`x/${Math.floor(page / block)}${letters}`);
    const [url, title, head, breadcrumb, tail, interviews = [], links = []] = rows[page % block];
    return { url, title, head, breadcrumb, tail, interviews, links };
  }
  letters(word) {
    const key = this.analysis.fold(word.slice(3, 3 + SHORTEST_EDIT), "uz");
    if (!this.lettered.has(key)) this.lettered.set(key, this.readLetters(key));
    return this.lettered.get(key);
  }
  async readLetters(key) {
    const [words = {}, lists = {}, meanings = [], others = {}, classes = {}] = (await this.row("k", key)) || [], postings = new Map();
    for (const [language, text] of Object.entries(lists)) {
      for (const [term, row] of fronted(text, 2)) postings.set(`${language}:${term}`, row);
    }
    return { words, postings, meanings, others, classes };
  }
  idf(pages) {
    const { idf } = this.start;
    let low = 0;
    for (let high = idf.length; low < high;) {
      const middle = (low + high) >> 1;
      if (idf[middle] <= pages) low = middle + 1; else high = middle;
    }
    return this.rarity[low];
  }
  async listed(term) { return (await this.letters(term)).postings.get(term); }
  posting(term) {
    if (!this.postings.has(term)) this.postings.set(term, this.read(term));
    return this.postings.get(term);
  }
  async read(term) {
    const row = await this.listed(term);
    if (!row) return { pages: [], impacts: [], forms: [], size: 0, idf: this.start.rarest };
    const [many, file] = row.split("!"), [pages, impacts, forms] = unpacked(file ? await this.load(`p/${file}`) : row, 2);
    const size = file ? +many : pages.length;
    return { pages, impacts, forms, size, idf: this.idf(size), file };
  }
  // all pages of a term; of a common one the posting has only the best
  async whole(term) {
    const posting = await this.posting(term);
    if (posting.size === posting.pages.length) return posting;
    const [pages, forms] = unpacked(await this.load(`t/${posting.file}`), 1);
    return { pages, forms };
  }

  // words of the index
  async beginning(typed) {
    const found = [];
    await Promise.all(typed.filter((exact) => exact.length - 3 >= SHORTEST_PREFIX).map(async (exact) => {
      const language = exact.slice(0, 3), start = exact.slice(3);
      const words = start.length < SHORTEST_EDIT ? await this.row("b", exact) : (await this.letters(exact)).words[exact.slice(0, 2)];
      for (const [word, count] of counted(words)) if (word.startsWith(start)) found.push([language + word, count]);
    }));
    return this.commonest(found);
  }
  alike(typed) {
    return this.beginning(typed.filter((exact) => exact.length - 3 > SHORTEST_EDIT).map((exact) => exact.slice(0, 3 + SHORTEST_EDIT)));
  }
  async near(typed) { return (await this.load("slips"))(this, typed, counted); }
  commonest(found) {
    return found.sort((a, b) => b[1] - a[1] || order(a[0], b[0])).slice(0, MOST).map(([word]) => word);
  }
}
