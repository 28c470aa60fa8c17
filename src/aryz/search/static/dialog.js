// The search field of every page (a combobox with its list); results.js is the page of results. Nothing is loaded before the
// field is touched; shards are classic scripts, so that all works from the disk too. Texts go in as text, never as HTML.
const script = document.currentScript, { language } = script.dataset;
const letters = document.documentElement.lang.toLowerCase() === `${language}-cyrl` ? `${language}-cyrl` : "";
const disk = location.protocol === "file:", PAUSE = 120;
window.aryz = (value, text) => document.currentScript.found(text ? swapped(value) : value);
const load = (name) => new Promise((found, failed) => {
  const made = element("script", { src: new URL(`search/${INDEX}/${name}.js`, script.src).href, charset: "utf-8", found });
  made.dataset.language = language;
  made.onload = made.onerror = () => { made.remove(); failed(new Error(name)); };
  document.head.append(made);
});
const search = new Search(load);
let engine = search;
// once a shard cannot be fetched, the copy of the language that was taken along answers, if there is one
const find = (...asked) => engine.find(...asked).catch(async (error) => {
  if (engine !== search) throw error;
  const copy = new Search((await search.load("copy"))(search, letters || language, bucket)), found = await copy.find(...asked);
  engine = copy;
  return found;
});
// Where the site was renewed while the page was open, its index has another name: the script of now, which knows it, is
// loaded (under a new address, for browsers keep the old one a while), hands over what it asks, and answers from then on.
let now = { find, load: search.load };
const ask = (what) => (...asked) => now[what](...asked).catch(async (error) => {
  const renewed = await search.load(`../../aryz-search.js?${Math.floor(Date.now() / 60000)}`);
  if (renewed.INDEX === INDEX) throw error;
  now = renewed;
  return now[what](...asked);
});
const asks = { INDEX, find: ask("find"), load: ask("load") };
const labels = () => asks.load(`l/${letters || language}`);
const address = (url) => new URL(`../${url}${disk && url.endsWith("/") ? "index.html" : ""}`, script.src).href;

function element(tag, properties, ...children) {
  const { role, label, ...others } = properties, made = Object.assign(document.createElement(tag), others);
  if (role) made.setAttribute("role", role);
  if (label) made.setAttribute("aria-label", label);
  made.append(...children);
  return made;
}
const marked = (text, marks) => {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), element("mark", { textContent: text.slice(start, end) }));
    at = end;
  }
  return [...parts, text.slice(at)];
};
const tag = (name) => name.replace("-cyrl", "-Cyrl");

function row(hit, { texts, facets }, solves) {
  const kind = [solves ? texts["search.solves"] : facets.kind[hit.kind] || hit.kind, ...(hit.breadcrumb || [])].join(" · ");
  const other = hit.language !== (letters || language);
  return element("a", { href: address(hit.url), lang: tag(hit.language), className: solves ? "aryz-hit aryz-solves" : "aryz-hit" },
    element("strong", { textContent: hit.title || hit.url }),
    element("span", { className: "aryz-kind" }, ...(other ? [element("b", { textContent: facets.language[hit.language] || hit.language }), " "] : []),
      element("span", { lang: tag(letters || language), textContent: kind })),
    ...(solves ? [] : [element("span", { className: "aryz-excerpt" }, ...marked(hit.excerpt, hit.marks))]));
}
const notice = (texts, found) => {
  if (found.meant) return texts["search.meant"].replace("{query}", () => found.meant);
  return found.hint ? texts[found.hint] : "";
};

function attach(form) {
  const input = form.querySelector("input[name=q]");
  const list = element("div", { id: "aryz-hits", className: "aryz-list", role: "listbox", label: input.placeholder });
  const status = element("p", { className: "aryz-status", role: "status" });
  const box = element("div", { className: "aryz-hits", hidden: true }, status, list);
  form.append(box);
  const set = (values) => Object.entries(values).forEach(([name, value]) => input.setAttribute(name, value));
  set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
  let turn = 0, active = -1, timer;
  // words go to the page of results with the history, not in an address: those are written down by browsers and servers.
  // From the disk a page cannot take another's address, and most browsers let nothing through: there it shows them itself
  const all = (event) => {
    event.preventDefault();
    if (!history.state) history.replaceState({ q: "" }, ""); // for the way back
    history.pushState({ q: input.value }, "", disk ? location.href : form.action);
    location.reload();
  };
  const choose = (at) => {
    const options = [...list.children];
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    active = options[at] ? at : -1;
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const open = (shown) => { box.hidden = !shown; input.setAttribute("aria-expanded", String(shown)); if (!shown) choose(-1); };
  const show = async () => {
    const mine = ++turn, text = input.value;
    if (!text.trim()) { open(false); return; }
    try {
      const [words, found] = await Promise.all([labels(), asks.find(text, language, { typing: true, letters })]);
      if (mine !== turn) return;
      const { texts } = words, rows = [...found.interviews.map((hit) => row(hit, words, true)), ...found.hits.map((hit) => row(hit, words))];
      const more = texts["search.all"].replace("{count}", found.count);
      if (found.count > found.hits.length) rows.push(element("a", { href: form.action, onclick: all, className: "aryz-hit aryz-all", textContent: more }));
      rows.forEach((one, at) => { one.id = `aryz-hit-${at}`; one.tabIndex = -1; one.setAttribute("role", "option"); });
      list.replaceChildren(...rows);
      status.textContent = notice(texts, found) || texts["search.results"].replace("{count}", found.count);
      list.hidden = !rows.length;
      choose(-1);
      open(true);
    } catch { if (mine === turn) open(false); } // without the index the form still leads to the page of results
  };
  input.addEventListener("focus", () => { search.open().catch(() => {}); if (list.children.length && input.value.trim()) open(true); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, PAUSE); });
  input.addEventListener("keydown", (event) => {
    const { key } = event, count = list.children.length;
    if (event.isComposing) return;
    if (key === "Escape" && !box.hidden) { event.preventDefault(); turn++; open(false); }
    else if (key === "Enter" && active >= 0) { event.preventDefault(); list.children[active].click(); }
    else if ((key === "ArrowDown" || key === "ArrowUp") && count) {
      event.preventDefault();
      if (box.hidden) open(true);
      choose(key === "ArrowDown" ? (active + 1 < count ? active + 1 : -1) : (active >= 0 ? active : count) - 1);
    }
  });
  form.addEventListener("submit", all);
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) open(false); });
  if (document.activeElement === input) { search.open().catch(() => {}); show(); } // this script may come later than the first letters
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) open(false); });
}

const failed = () => place.replaceChildren(element("p", { role: "alert", textContent: place.dataset.failed }));

const staged = () => {
  const made = element("div", { id: "aryz-results" });
  document.querySelector("article").replaceChildren(element("h1", { textContent: `«${history.state.q}»` }), made);
  return made;
};
if (script.found) return script.found(asks); // by a page of before
document.querySelectorAll("form.aryz-search").forEach(attach);
const place = document.getElementById("aryz-results") || (disk && history.state && history.state.q ? staged() : null);
if (place) asks.load("results").then((results) => results(place, { search: asks, element, row, notice, labels, language, letters, disk, failed })).catch(failed);
