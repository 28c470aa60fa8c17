// The page of results: all of them, to be narrowed. It is loaded on that page alone.
async (place, { search, element, row, notice, labels, language, letters, disk, failed }) => {
  const MANY = 20, FACETS = ["kind", "act", "topic", "language", "citizenship"];
  const state = history.state || Object.fromEntries(new URLSearchParams(location.search)), text = state.q || "", path = location.pathname;
  const kept = () => history.replaceState(state, "", path); // an address tells no words
  kept();
  // «Back» leads to other words or to another page, and browsers take all of them for this document
  addEventListener("popstate", ({ state: to }) => {
    if (location.pathname !== path || (to && (to.q || "") !== text)) location.reload();
  });
  const words = await labels(), { texts } = words;
  // as what the field has from the beginning, too: WebKit takes that when it shows a page again that it kept whole
  document.querySelectorAll("form.aryz-search input[name=q]").forEach((input) => { input.value = input.defaultValue = text; });
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, state[facet] || ""]));
  const hits = element("div", {}), status = element("p", { role: "status", className: "aryz-note" });
  const facets = element("div", { className: "aryz-facets" });
  const narrow = element("details", { open: Object.values(chosen).some(Boolean) || innerWidth > 700 },
    element("summary", { textContent: texts["search.facets"] }), facets);
  const more = element("button", { type: "button", className: "md-button", textContent: texts["search.more"] });
  const offered = element("div", {});
  place.replaceChildren(status, offered, narrow, hits, more);
  let shown = 0, turn = 0;
  const show = async (skip) => {
    const mine = ++turn;
    hits.setAttribute("aria-busy", "true"); // what stands there answers another choice, until the new results stand
    status.textContent = "";
    const found = await search.find(text, language, { chosen, skip, limit: MANY, letters, facets: true });
    if (mine !== turn) return;
    const rows = found.hits.map((hit) => row(hit, words));
    if (!skip) hits.replaceChildren();
    hits.append(...rows);
    shown = skip + rows.length;
    more.hidden = shown >= found.count;
    if (skip && rows[0]) rows[0].focus();
    offered.replaceChildren(...found.interviews.map((hit) => row(hit, words, true)));
    const said = notice(texts, found), count = texts["search.results"].replace("{count}", found.count);
    hits.setAttribute("aria-busy", "false");
    status.textContent = found.count ? [said, count].filter(Boolean).join(" ") : said;
    if (skip) return;
    facets.replaceChildren(...FACETS.flatMap((facet) => choice(facet, found.facets[facet], found.hint)));
  };
  const choice = (facet, values) => {
    if (!chosen[facet] && values.length < 2) return [];
    const name = (value) => words.facets[facet][value] || value;
    const option = (value, textContent) => element("option", { value, textContent, selected: value === chosen[facet] });
    const listed = values.some(([value]) => value === chosen[facet]) || !chosen[facet] ? values : [...values, [chosen[facet], 0]];
    const select = element("select", {}, option("", texts["search.any"]), ...listed.map(([value, count]) => option(value, `${name(value)} (${count})`)));
    select.addEventListener("change", async () => {
      chosen[facet] = select.value;
      state[facet] = select.value;
      kept();
      await show(0).catch(failed);
      facets.querySelector(`[data-facet=${facet}] select`)?.focus();
    });
    const made = element("label", {}, element("span", { textContent: texts[`search.facet.${facet}`] }), select);
    made.dataset.facet = facet;
    return [made];
  };
  more.addEventListener("click", () => show(shown).catch(failed));
  await show(0);
};
