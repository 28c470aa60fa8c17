// Search on the static site, without a server. Reads search/<language>.json (made by aryz.search.static) when the
// field is first focused: the reader's language first, the others only when little was found.
(() => {
  "use strict";
  const script = document.currentScript;
  const base = script.dataset.base, own = script.dataset.language;
  const FEW = 3, MOST = 10, SYNONYM = 0.4, LONGEST = 300;
  const loaded = new Map();

  const load = (language) => {
    if (!loaded.has(language)) {
      loaded.set(language, fetch(`${base}/assets/search/${language}.json`).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then((data) => Object.assign(data, { language, list: Object.keys(data.words) })));
    }
    return loaded.get(language);
  };

  // --- words

  const CYRILLIC = /[а-яёәғқңөұүһіўҳ]/;
  const LETTER = /[\p{L}\p{N}]/u;

  function words(text, apostrophes) {
    const made = [];
    let word = "";
    for (const ch of text.slice(0, LONGEST).toLowerCase() + " ") {
      if (LETTER.test(ch) || (word && apostrophes.includes(ch)) || (ch === "-" && /^\d+$/.test(word))) word += ch;
      else if (word) { made.push(word.replace(/[-'‘’ʻʼ`´]+$/, "")); word = ""; }
    }
    return made.filter(Boolean).slice(0, 20);
  }

  const mapped = (word, table) => Array.from(word, (ch) => (Object.hasOwn(table, ch) ? table[ch] : ch)).join("");

  function fold(word, data) {
    const f = data.folding;
    word = Array.from(word).filter((ch) => !f.apostrophes.includes(ch)).join("");
    if (data.language === "uz") return mapped(CYRILLIC.test(word) ? mapped(word, f.uzbek_cyrillic) : word, f.uzbek_latin);
    word = mapped(word, f.common);
    return data.language === "kk" ? mapped(word, f.kazakh) : word;
  }

  function oneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return a.slice(i + 1) === b.slice(i + 1) || a.slice(i) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i) ||
      (a.slice(i + 2) === b.slice(i + 2) && a[i] === b[i + 1] && a[i + 1] === b[i]);
  }

  // The terms a typed word may be: itself, words that begin with it, words one letter away.
  function termsOf(word, data, last) {
    const folded = fold(word, data);
    if (!folded) return [];
    const exact = Object.hasOwn(data.words, folded) ? [data.words[folded]] : [];
    if (exact.length && !last) return exact;
    let found = folded.length > 2 ? data.list.filter((w) => w.startsWith(folded)).slice(0, 40) : [];
    if (!found.length && !exact.length && folded.length > 4) {
      found = data.list.filter((w) => w.startsWith(folded.slice(0, folded.length - 2)) &&
        Math.abs(w.length - folded.length) < 5).slice(0, 40);
      if (!found.length) found = data.list.filter((w) => oneEdit(w, folded)).slice(0, 20);
    }
    return [...new Set([...exact, ...found.map((w) => data.words[w])])];
  }

  // --- citations: aryzReader reads them; without an act («статья 113») the likeliest act comes first

  function cited(whole, data) {
    const query = whole.slice(0, LONGEST);
    if (!data.reader) {
      data.articles = new Set(data.docs.map((doc) => doc[4]).filter(Boolean));
      data.known = Object.fromEntries((data.cites ? data.cites.names : []).map(([, act]) => [act, {}]));
      for (const ref of data.articles) {
        const [act, article] = ref.split(":");
        (data.known[act] = data.known[act] || {})[article] = {};
      }
      data.reader = data.cites ? aryzReader(data.cites) : () => [];
    }
    const text = query.toLowerCase();
    const direct = [...text.matchAll(/(?:^|[^\p{L}\p{N}@:.])([a-z][a-z0-9-]*:\d+(?:-\d+)?)/gu)].map((m) => m[1]);
    const read = data.reader(query, data.known).map(([act, article]) => `${act}:${article}`);
    const found = [...new Set([...direct, ...read])].filter((ref) => data.articles.has(ref));
    if (found.length) return found;
    const number = text.match(/(?:^|[^\p{L}])(?:ст\.?|стать\p{L}*|arts?\.?|articles?)\s*(\d{1,4}(?:-\d{1,2})?)/u)
      || text.match(/(\d{1,4}(?:-\d{1,2})?)[- ]?(?:бап|баб|modda|модда)/);
    if (!number) return [];
    const acts = [...data.articles].map((ref) => ref.split(":")[0]);
    return [...new Set(["tk", ...acts])].map((act) => `${act}:${number[1]}`);
  }

  // --- ranking: sums of whole numbers, so that every browser ranks alike

  function search(query, data) {
    const typed = words(query, data.folding.apostrophes);
    const ending = /\s$/.test(query);
    const groups = typed.map((w, i) => termsOf(w, data, i === typed.length - 1 && !ending)).filter((g) => g.length);
    const have = new Set(groups.flat());
    const more = new Set();
    for (const [phrase, others] of data.also) {
      if (phrase.every((t) => have.has(t))) for (const t of others) if (!have.has(t)) more.add(t);
    }
    const scores = new Map(), shares = new Map();
    const add = (term, weight, seen) => {
      const posting = data.postings[term];
      for (let i = 0; i < posting.length; i += 2) {
        const value = Math.round(posting[i + 1] * weight);
        seen.set(posting[i], Math.max(seen.get(posting[i]) || 0, value));
      }
    };
    for (const group of groups) {
      const seen = new Map();
      for (const term of group) add(term, 1, seen);
      for (const [doc, value] of seen) {
        scores.set(doc, (scores.get(doc) || 0) + value);
        shares.set(doc, (shares.get(doc) || 0) + 1);
      }
    }
    const also = new Map();
    for (const term of more) add(term, SYNONYM, also);
    for (const [doc, value] of also) scores.set(doc, (scores.get(doc) || 0) + value);
    const count = Math.max(typed.length, 1);
    for (const [doc, value] of scores) scores.set(doc, Math.round(value * (1 + 2 * (shares.get(doc) || 0) / count)));
    cited(query, data).forEach((ref, place) => {
      data.docs.forEach((doc, number) => { if (doc[4] === ref) scores.set(number, 10000000 - place); });
    });
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST)
      .map(([number]) => ({ doc: data.docs[number], language: data.language }));
  }

  async function find(query) {
    const first = await load(own);
    const hits = search(query, first);
    if (hits.length < FEW && query.trim().length > 2) {
      const seen = new Set(hits.map((h) => h.doc[0].slice(h.language.length)));
      for (const language of first.languages.filter((l) => l !== own)) {
        for (const hit of search(query, await load(language))) {
          const key = hit.doc[0].slice(language.length);
          if (!seen.has(key)) { seen.add(key); hits.push(hit); }
        }
      }
    }
    return { hits: hits.slice(0, MOST), labels: first.labels };
  }

  // --- page

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function row(hit, labels) {
    const [url, kind, title, excerpt] = hit.doc;
    const kindText = labels[`search.kind.${kind}`] + (hit.language === own ? "" : ` · ${hit.language}`);
    return element("a", { href: `${base}/${url}`, lang: hit.language, className: "aryz-hit" },
      element("strong", { textContent: title }), element("span", { className: "aryz-kind", textContent: kindText }),
      element("span", { className: "aryz-excerpt", textContent: excerpt }));
  }

  function attach(form) {
    const input = form.querySelector("input[name=q]");
    const list = element("div", { className: "aryz-hits", hidden: true });
    list.setAttribute("aria-live", "polite");
    form.append(list);
    let turn = 0;
    const show = async () => {
      const query = input.value, mine = ++turn;
      if (query.trim().length < 2) { list.hidden = true; return; }
      const { hits, labels } = await find(query);
      if (mine !== turn) return;
      list.replaceChildren(...(hits.length ? hits.map((h) => row(h, labels)) : [element("p", { textContent: labels["search.none"] })]));
      list.hidden = false;
    };
    input.addEventListener("focus", () => load(own).catch(() => {}), { once: true });
    input.addEventListener("input", () => show().catch(() => { list.hidden = true; }));
    form.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { list.hidden = true; input.focus(); }
      else if (event.key === "ArrowDown" && links.length) { event.preventDefault(); (links[at + 1] || links[0]).focus(); }
      else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (links[at - 1] || input).focus(); }
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) list.hidden = true; });
  }

  async function fillPage(place) {
    const query = new URLSearchParams(location.search).get("q") || "";
    if (!query.trim()) return;
    document.querySelectorAll(".aryz-search input[name=q]").forEach((input) => { input.value = query; });
    const { hits, labels } = await find(query + " ");
    const count = labels["search.results"].replace("{count}", String(hits.length));
    place.replaceChildren(element("p", { textContent: hits.length ? count : labels["search.none"] }),
      ...hits.map((h) => row(h, labels)));
  }

  document.querySelectorAll("form.aryz-search").forEach(attach);
  const results = document.getElementById("aryz-results");
  if (results) fillPage(results).catch(() => {});
})();
