// The order of pages: the twin of aryz.search.ranking and links, and of the searcher's points. Whole numbers
// alone, so that the order is Python's to the last page.
// the first pages by points, without sorting all
const firstOf = (points, most) => {
  const made = [], before = (value, page, other) => value > points.get(other) || (value === points.get(other) && page < other);
  for (const [page, value] of points) {
    if (made.length === most && !before(value, page, made[most - 1])) continue;
    let at = made.length;
    while (at && before(value, page, made[at - 1])) at--;
    made.splice(at, 0, page);
    made.length = Math.min(made.length, most);
  }
  return made;
};
const byPoints = (points) => (a, b) => points.get(b) - points.get(a) || a - b;

class Ranking extends Planner {
  // adds the points of groups; scores: the pages found, their points, of what weight the words found there are
  score(groups, scores = { pages: [], points: this.zeros(), found: this.zeros(), whole: 0 }) {
    const { pages, points, found } = scores, best = this.zeros();
    const sorted = groups.map((group, at) => [group, at]).sort(([a, i], [b, j]) => a.size - b.size || i - j);
    for (const [group] of sorted) {
      const enough = pages.length >= ENOUGH, few = group.size * RARE > this.count && enough, own = [];
      for (const list of group.lists.sort((a, b) => a.weight * a.idf - b.weight * b.idf)) {
        const less = few || (enough && list.weight < FULL && list.size * COMMON > this.count);
        const { bit, impacts, forms, steps, idf } = list, weight = Math.floor(list.weight * group.weight / FULL);
        const full = idf * weight, more = idf * (weight + Math.floor(EXACT * weight / FULL)), coarse = COARSE * weight;
        for (let at = 0; at < list.pages.length; at++) {
          const page = list.pages[at];
          if (less && !found[page]) continue;
          if (!best[page]) own.push(page);
          best[page] = steps ? steps[at] * coarse : impacts[at] * (forms[at] & bit ? more : full);
        }
      }
      const weight = group.weight * (group.beside || group).idf;
      if (!group.beside) scores.whole += weight;
      for (const page of own) {
        if (!found[page]) pages.push(page);
        points[page] += best[page];
        found[page] += weight;
        best[page] = 0;
      }
    }
    this.spare.push(best);
    return scores;
  }
  most({ pages, found }) { return pages.reduce((best, page) => Math.max(best, found[page]), 0); }
  // points of the pages that may be shown
  async points(scores, query, asked, day) {
    const { points, found } = scores, whole = Math.max(scores.whole, 1), holds = this.holds(day);
    const minus = query.words.filter((word) => word.minus).flatMap((word) => Object.values(word.terms));
    const shut = new Set((await Promise.all(minus.map((term) => this.whole(term)))).flatMap(({ pages }) => [...pages]));
    const pages = scores.pages.filter((page) => !shut.has(page) && holds(page));
    const floor = Math.floor(pages.reduce((best, page) => Math.max(best, points[page]), 0) / LOW);
    const high = pages.filter((page) => points[page] >= floor);
    const kinds = this.columns.kind.values.map((kind) => own(KINDS, kind) ?? 8), kindOf = this.columns.kind.rows;
    const langs = this.columns.language.values.map((one) => (one === asked ? SAME : 10)), langOf = this.columns.language.rows;
    const made = new Map();
    for (const page of high.length < ENOUGH ? pages : high) {
      made.set(page, Math.floor(points[page] * (whole + SHARE * found[page]) / whole) * kinds[kindOf[page]] * langs[langOf[page]]);
    }
    for (const page of scores.pages) points[page] = found[page] = 0;
    this.spare.push(points, found);
    return this.preferred(made, query);
  }
  holds(day) {
    if (!this.columns.since && !this.columns.until) return () => true;
    const at = (column, page) => (this.columns[column] ? this.value(column, page) : "");
    return (page) => at("since", page) <= day && (!at("until", page) || day < at("until", page));
  }
  // what is in quotes is looked for by phrases.js
  async preferred(points, query) {
    if (!query.words.some((word) => word.phrase && !word.minus)) return points;
    return (await this.load("phrases"))(this, points, query, { byPoints, formBit });
  }

  async ordered(given, language, day) {
    const points = await this.lent(language ? this.once(given, language) : given, language, day);
    const first = firstOf(points, FIRST), floor = first.length ? points.get(first[0]) : 0, found = [];
    for (const [page, value] of points) if (value * LEAST >= floor) found.push(page);
    return found.length > FIRST ? found.sort(byPoints(points)) : first;
  }
  // the first pages lend points to their neighbours
  async lent(points, language, day) {
    const made = new Map(points), first = firstOf(points, LENDERS);
    const pages = await Promise.all(first.map((page) => this.page(page)));
    first.forEach((page, at) => {
      const own = points.get(page), rest = own % WHOLE;
      for (const [target, share] of pages[at].links) {
        const to = this.lentTo(target, points, language, day);
        if (to !== undefined) made.set(to, (made.get(to) || 0) + (own - rest) / WHOLE * share + Math.floor(rest * share / WHOLE));
      }
    });
    return made;
  }
  lentTo(page, points, language, day) {
    const versions = this.versions(this.one[page]), found = versions.find((one) => points.has(one));
    if (found !== undefined || !day) return found;
    const held = versions.filter(this.holds(day));
    return held.find((one) => this.value("language", one) === language) ?? held[0];
  }
  once(points, language) {
    const own = this.columns.language.values.indexOf(language), { rows } = this.columns.language;
    const most = this.zeros(), best = this.zeros(), firsts = [];
    for (const [page, value] of points) {
      const first = this.one[page], weighed = value * (rows[page] === own ? OWN : 10);
      if (!most[first]) firsts.push(first);
      if (weighed > most[first] || (weighed === most[first] && page < best[first])) { most[first] = weighed; best[first] = page; }
    }
    const since = (page) => (this.columns.since ? this.value("since", page) : "");
    const shown = (page, other) => rows[other] === own && since(other) === since(page);
    const made = new Map();
    for (const first of firsts) {
      made.set(this.versions(first).find((other) => shown(best[first], other)) ?? best[first], most[first]);
      most[first] = best[first] = 0;
    }
    this.spare.push(most, best);
    return made;
  }
}
