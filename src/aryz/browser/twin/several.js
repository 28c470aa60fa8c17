// What a file with several interviews or languages has beside the pages of one interview: their list and first pages, the
// way into the next interview and back, the frame in another language.
SEVERAL.push((page, { data, header, helplines, alone, render, warning, button, blocks, elsewhere, keep }) => {
  const { h } = inputs, { t, go, programs } = page;
  const wordsOf = (map) => map[page.language];
  /** The way to what was saved. */
  const entry = () => h("p", { class: "below" }, button("link", t()["web.upload"], () => go("saved")));
  const notice = () => warning(t(), page.language, render);

  const index = () => [h("h1", {}, t()["site.interviews"]), notice(), entry(), h("ul", { class: "cards" }, Object.entries(data.plans).map(([id, { title, summary }]) =>
    h("li", {}, h("a", { href: "#main", click: (event) => { event.preventDefault(); chosen(id); } },
      h("strong", {}, wordsOf(title)), h("span", {}, wordsOf(summary))))))];

  const chosen = async (id) => {
    if (document.readyState === "loading") await page.whole;
    keep.instead(() => {
      page.state = { ...page.fresh(), program: programs[id] };
      go("start");
    });
  };

  const start = () => {
    const { plan } = page.state.program, ends = plan.documents.length ? plan.documents : plan.outcomes, prepare = wordsOf(plan.prepare);
    return [h("h1", {}, wordsOf(plan.title)), notice(), ofApp(t()), h("p", {}, wordsOf(plan.summary)),
      h("h2", {}, t()[plan.documents.length ? "site.papers" : "site.outcomes"]), h("ul", {}, ends.map((end) => h("li", {}, wordsOf(end.title)))),
      prepare ? [h("h2", {}, t()["site.prepare"]), blocks(prepare)] : null,
      h("p", { class: "notice" }, t()["file.privacy"]),
      h("p", {}, $.format(t()["file.made"], { day: plan_wording.date_long(data.made, page.language) })),
      h("p", { class: "buttons" }, button("main", t()["site.start"], page.onward)), entry()];
  };

  /** The interviews that an outcome names, as buttons. */
  const following = (turn, ids) => ids.filter((id) => $.own(data.plans, id)).map((id) =>
    h("p", {}, button("second", wordsOf(data.plans[id].title), () => goOn(turn, programs[id]))));
  /** Begin another interview with the answers that it asks for too. */
  const goOn = (turn, program) => {
    const { state, language } = page, answers = carried(turn.program, turn, program, language);
    const askedIn = Object.fromEntries(Object.keys(answers).map((path) => [path, $.get(state.askedIn, path, language)]));
    page.state = { ...page.fresh(), program, answers, earlier: state, askedIn };
    page.onward();
  };
  const earlier = () => page.state.earlier && button("link", `← ${wordsOf(page.state.earlier.program.plan.title)}`, () => {
    page.state = { ...page.state.earlier, view: page.state.view };
    go("review");
  });

  const tag = (key) => key.replace("-cyrl", "-Cyrl"), short = (key) => (tag(key) === key ? key : data.languages[key].slice(0, 2)).toUpperCase();
  let framed = "";
  /** What stands around the page, in its language. */
  const frame = () => {
    const { language } = page;
    if (framed === language) return;
    framed = language;
    document.documentElement.lang = tag(language);
    header.replaceChildren(...Object.keys(data.languages).map((key) => ($.own(data.texts, key)
      ? h("button", { type: "button", lang: tag(key), "aria-current": key === language ? "true" : null,
        click: () => { page.keepDraft(); page.language = key; render(); } }, short(key))
      : h("a", { lang: tag(key), hreflang: tag(key), href: `../${key}/${alone}.html`, click: elsewhere }, short(key)))));
    header.setAttribute("aria-label", t()["site.language"]);
    helplines.replaceChildren(`${t()["contacts.help"]} `, ...(data.helplines[language] || []).flatMap(([name, phone, dialled]) =>
      [h("a", { href: `tel:${dialled}` }, phone, h("span", {}, ` — ${name}`)), " "]));
    helplines.setAttribute("aria-label", t()["contacts.help"]);
    for (const [id, key] of [["skip", "site.skip"], ["leave", "site.leave"], ["leave-note", "site.leave_note"]]) {
      const one = document.getElementById(id);
      if (one) one.textContent = t()[key];
    }
  };

  return { views: { index, start }, following, earlier, frame };
});
