// The order of pages: the twin of aryz.search.ranking and links, and of the searcher's points. Whole numbers
// alone, so that the order is Python's to the last page.
// Points are { pages, of }: the pages that have any, and a column with the points of each.
const byPoints = (of) => (a, b) => of[b] - of[a] || a - b;
// the first pages by points, without sorting all
const firstOf = ({ pages, of }, most) => {
  const made = [], order = byPoints(of);
  for (const page of pages) {
    let at = made.length;
    if (at === most && order(page, made[at - 1]) > 0) continue;
    while (at && order(page, made[at - 1]) < 0) at--;
    made.splice(at, 0, page);
    made.length = Math.min(made.length, most);
  }
  return made;
};

class Ranking extends Planner {
  // adds the points of groups; scores: the pages found, their points, of what weight the words found there are
  score(groups, scores = { pages: [], points: this.zeros(), found: this.zeros(), whole: 0 }) {
    const { pages, points, found } = scores, { seen } = this;
    const sorted = groups.map((group, at) => [group, at]).sort(([a, i], [b, j]) => a.size - b.size || i - j);
    for (const [group] of sorted) {
      const enough = pages.length >= ENOUGH, few = group.size * RARE > this.count && enough, turn = ++this.turns;
      const counts = group.weight * (group.beside || group).idf;
      if (!group.beside) scores.whole += counts;
      // the heaviest list that has a page decides for it
      for (const list of group.lists.sort((a, b) => a.weight * a.idf - b.weight * b.idf).reverse()) {
        const less = few || (enough && list.weight < FULL && list.size * COMMON > this.count);
        const { bit, impacts, forms, idf } = list, weight = Math.floor(list.weight * group.weight / FULL);
        const full = (list.term ? idf : COARSE) * weight, more = full + idf * Math.floor(EXACT * weight / FULL);
        for (let at = 0; at < list.pages.length; at++) {
          const page = list.pages[at];
          if (seen[page] === turn || (less && !found[page])) continue;
          seen[page] = turn;
          if (!found[page]) pages.push(page);
          points[page] += impacts[at] * (bit && forms[at] & bit ? more : full);
          found[page] += counts;
        }
      }
    }
    return scores;
  }
  covers({ pages, points, found, whole }) { return !whole || pages.some((page) => found[page] * 10 >= whole * COVERED && points[page] >= whole * DENSE); }
  // points of the pages that may be shown
  async points(scores, query, asked, day) {
    const { points, found } = scores, whole = Math.max(scores.whole, 1), holds = this.holds(day);
    const minus = query.words.filter((word) => word.minus).flatMap((word) => Object.values(word.terms));
    const shut = new Set((await Promise.all(minus.map((term) => this.whole(term)))).flatMap(({ pages }) => [...pages]));
    const pages = shut.size || holds ? scores.pages.filter((page) => !shut.has(page) && (!holds || holds(page))) : scores.pages;
    const floor = Math.floor(pages.reduce((best, page) => Math.max(best, points[page]), 0) / LOW);
    const high = pages.filter((page) => points[page] >= floor), kept = high.length < ENOUGH ? pages : high;
    const kinds = this.columns.kind.values.map((kind) => own(KINDS, kind) ?? 8), kindOf = this.columns.kind.rows;
    const langs = this.columns.language.values.map((one) => (one === asked ? SAME : 10)), langOf = this.columns.language.rows;
    const values = kept.map((page) => Math.floor(points[page] * (whole + SHARE * found[page]) / whole) * kinds[kindOf[page]] * langs[langOf[page]]);
    for (const page of scores.pages) points[page] = found[page] = 0;
    this.spare.push(found);
    return this.preferred(this.filled(kept, values, points), query);
  }
  filled(pages, values, of) {
    for (let at = 0; at < pages.length; at++) of[pages[at]] = values[at];
    return { pages, of };
  }
  // whether a page holds on a day; null: all do
  holds(day) {
    const { since, until } = this.columns, at = (column, page) => (column ? column.values[column.rows[page]] : "");
    return since || until ? (page) => at(since, page) <= day && (!at(until, page) || day < at(until, page)) : null;
  }
  // what is in quotes is looked for by phrases.js
  async preferred(points, query) {
    if (!query.words.some((word) => word.phrase && !word.minus)) return points;
    return (await this.load("phrases"))(this, points, query, { byPoints, formBit });
  }

  async ordered(given, language, day) {
    const points = await this.lent(language ? this.once(given, language) : given, language, day), { pages, of } = points;
    const first = firstOf(points, FIRST), floor = first.length ? of[first[0]] : 0;
    const found = pages.filter((page) => of[page] * LEAST >= floor), made = found.length > FIRST ? found.sort(byPoints(of)) : first;
    for (const page of pages) of[page] = 0;
    this.spare.push(of);
    return made;
  }
  // the first pages lend points to their neighbours
  async lent(points, language, day) {
    const { pages, of } = points, first = firstOf(points, LENDERS), lent = [];
    const rows = await Promise.all(first.map((page) => this.page(page)));
    first.forEach((page, at) => {
      const own = of[page], rest = own % WHOLE;
      for (const [target, share] of rows[at].links) {
        const to = this.lentTo(target, of, language, day);
        if (to !== undefined) lent.push([to, (own - rest) / WHOLE * share + Math.floor(rest * share / WHOLE)]);
      }
    });
    for (const [page, more] of lent) {
      if (!of[page]) pages.push(page);
      of[page] += more;
    }
    return points;
  }
  lentTo(page, of, language, day) {
    const versions = this.versions(this.one[page]), found = versions.find((one) => of[one]);
    if (found !== undefined || !day) return found;
    const holds = this.holds(day), held = holds ? versions.filter(holds) : versions;
    return held.find((one) => this.value("language", one) === language) ?? held[0];
  }
  // of each page the version to be shown, with the points of its best
  once({ pages, of }, language) {
    const own = this.columns.language.values.indexOf(language), { rows } = this.columns.language, best = this.zeros(), firsts = [];
    for (const page of pages) {
      const first = this.one[page], other = best[first] - 1;
      of[page] *= rows[page] === own ? OWN : 10;
      if (other < 0) firsts.push(first);
      if (other < 0 || of[page] > of[other] || (of[page] === of[other] && page < other)) best[first] = page + 1;
    }
    const since = (page) => (this.columns.since ? this.value("since", page) : "");
    const fits = (page) => (other) => rows[other] === own && since(other) === since(page);
    const found = firsts.map((first) => best[first] - 1), values = found.map((page) => of[page]);
    for (const page of pages) of[page] = best[this.one[page]] = 0;
    this.spare.push(best);
    return this.filled(found.map((page) => this.others.get(this.one[page])?.find(fits(page)) ?? page), values, of);
  }
}
