// Narrowing results: the twin of aryz.search.pages' filters and facets. It is loaded where results are narrowed.
async (search) => {
  const FACETS = ["kind", "act", "topic", "language", "citizenship"], ANY = "any";
  const fits = (facet, own, value) => (facet === "citizenship" ? !own.length || own.includes(value) || own.includes(ANY) : own === value);
  for (const [name, column] of Object.entries(await search.load("f"))) {
    if (!search.columns[name]) search.column(name, column);
  }
  const filtered = (pages, wants) => pages.filter((page) => wants.every(([facet, value]) => fits(facet, search.value(facet, page), value)));
  const facets = (pages, wants) => {
    const made = {};
    for (const facet of FACETS) {
      const counts = new Map(), left = filtered(pages, wants.filter(([name]) => name !== facet));
      const named = facet === "citizenship" ? new Set(left.flatMap((page) => search.value(facet, page)).filter((one) => one !== ANY)) : null;
      for (const page of left) {
        for (const value of named || [search.value(facet, page)].filter(Boolean)) {
          if (fits(facet, search.value(facet, page), value)) counts.set(value, (counts.get(value) || 0) + 1);
        }
      }
      made[facet] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    }
    return made;
  };
  return { filtered, facets };
};
