// Words in quotes: the twin of aryz.search.phrases. It is loaded when a query has quotes.
async (search, { pages, of }, query, { byPoints, formBit }) => {
  const quoted = new Map(), { analysis } = search, { values, rows } = search.columns.language;
  for (const word of query.words) {
    if (word.phrase && !word.minus) quoted.set(word.phrase, [...(quoted.get(word.phrase) || []), word.text]);
  }
  const phrases = [...quoted.values()].filter((words) => words.length > 1);
  if (!phrases.length) return { pages, of };
  const may = async (phrase) => {
    const made = await Promise.all(values.map((language) => Promise.all(phrase.map(async (word) => {
      const [term, exact] = analysis.both(word, language);
      if (!term) return null;
      const { pages, forms } = await search.whole(term), bit = formBit(exact);
      return new Set(pages.filter((_, at) => forms[at] & bit));
    }))));
    return (page) => made[rows[page]].every((pages) => !pages || pages.has(page));
  };
  const has = async (page) => {
    const language = values[rows[page]], { title, head, tail } = await search.page(page);
    const text = `${title}\n${head} ${tail ? await search.load(`y/${page}`) : ""}`;
    const folded = (words) => ` ${words.map((word) => analysis.fold(word, language)).join(" ")} `;
    const whole = folded(analysis.words(text));
    return phrases.every((phrase) => whole.includes(folded(phrase)));
  };
  await search.stemmers();
  const tests = await Promise.all(phrases.map(may));
  const able = pages.filter((page) => tests.every((test) => test(page)));
  const read = able.sort(byPoints(of)).slice(0, READ), found = await Promise.all(read.map(has));
  const having = read.filter((_, at) => found[at]), raised = having.map((page) => of[page] * PHRASE);
  const only = query.words.every((word) => word.phrase || word.minus);
  if (only) for (const page of pages) of[page] = 0;
  search.filled(having, raised, of);
  return { pages: only ? having : pages, of };
};
