// Answers queries without a server: the twin of aryz.search.searcher and pages, over the shards that
// aryz.search.shards wrote. Weights and limits (FULL, EXACT, …) are written before all this by aryz.search.bundle, from
// the Python that it repeats.
class Search extends Ranking {
  async ranked(text, language, { day, typing } = {}) {
    await this.open();
    const now = new Date(), two = (n) => String(n).padStart(2, "0");
    day = day || `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const cited = /\p{Nd}/u.test(cutAt(text, 300)) ? await this.cites(text, !language) : { refs: [], rest: text, language: "" };
    let query = await this.query(cited.rest), plan = await this.plan(query, typing);
    if (!plan.groups.length && !cited.refs.length) {
      const layouts = await this.load("keyboard");
      for (const typed of layouts(this.analysis, cutAt(text, LONGEST_QUERY), own)) {
        const other = await this.query(typed), found = await this.plan(other, typing);
        if (found.groups.length) { query = other; plan = { ...found, meant: typed }; break; }
      }
    }
    const scores = this.score(plan.groups);
    if (plan.lacking || !this.covers(scores)) {
      const others = await this.translated(plan);
      plan.groups.push(...others);
      this.score(others, scores);
    }
    let points = await this.points(scores, query, plan.language, day);
    if (cited.refs.length) points = cited.above(this, cited, points, language || cited.language || query.languages[0], day);
    const strict = query.words.some((word) => word.phrase || word.minus);
    return { pages: await this.ordered(points, language, strict ? "" : day), plan, cited };
  }

  // letters: pages are shown in these letters where they have them
  async find(text, language, { chosen = {}, limit = 10, skip = 0, day, typing, letters, facets } = {}) {
    const { pages, plan, cited } = await this.ranked(text, language, { day, typing });
    const wants = Object.entries(chosen).filter(([, value]) => value);
    const narrow = facets || wants.length ? await (await this.load("facets"))(this) : null;
    const kept = narrow ? narrow.filtered(pages, wants) : pages, wanted = this.wanted(plan.groups);
    const hit = (page, terms = wanted) => this.hit(page, terms, letters, cited);
    const [hits, interviews] = await Promise.all([
      Promise.all(kept.slice(skip, skip + limit).map((page) => hit(page))), cited.refs.length ? [] : this.interviews(kept, language, hit)]);
    const hint = !text.trim() ? "search.hint.empty"
      : !kept.length ? (plan.groups.length || plan.said ? "search.none" : "search.hint.words") : plan.meant ? "search.hint.meant" : "";
    return { hits, count: kept.length, interviews, meant: plan.meant, hint, facets: facets ? narrow.facets(pages, wants) : {} };
  }
  async hit(page, wanted, letters, cited) {
    const own = this.value("language", page), ending = letters === `${own}-cyrl` ? "-cyrl" : "", language = own + ending;
    const { url, title, breadcrumb, head, tail } = await this.page(page, ending);
    await this.stemmers([own]);
    let [excerpt, marks] = passage(this.analysis, head, own, wanted);
    if (tail && !marks.length && wanted.size) {
      const longer = passage(this.analysis, await this.load(`y/${page}${ending}`), own, wanted);
      if (longer[1].length) [excerpt, marks] = [`…${longer[0].replace(/^…/, "")}`, longer[0].startsWith("…") ? longer[1] : longer[1].map(([a, b]) => [a + 1, b + 1])];
    }
    return { url, title, breadcrumb, page, kind: this.value("kind", page), language, excerpt, marks,
      until: this.columns.until ? this.value("until", page) : "", cited: cited.refs.some((ref) => cited.articles(ref).includes(page)) };
  }
  async interviews(pages, language, hit) {
    const sources = await Promise.all(pages.slice(0, SOURCES).map((page) => this.page(page)));
    const each = [...new Map(sources.flatMap((page) => page.interviews).map((versions) => [versions[0], versions])).values()];
    const shown = each.slice(0, OFFERED).flatMap((versions) => {
      const fit = versions.filter((page) => !language || this.value("language", page) === language);
      return (fit.length ? fit : versions).slice(0, 1);
    });
    return Promise.all(shown.map((page) => hit(page, new Map())));
  }
}
