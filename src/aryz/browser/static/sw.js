// The site without a network. It is set up only when a reader takes a language along (aryz-offline.js writes what is kept;
// here nothing ever is). Pages come from the network while it answers, for law goes out of date, and from the copy when it
// does not; on these a line says of which day they are. Cases of interviews, search on the server and previews are never touched.
const PATIENCE = 4000, WHOLE = 12000, LONG = 30000, DOWN = 20000, NEWS = 2500, HOUR = 3600000; // milliseconds
const ROOT = new URL("./", self.location).pathname;
const OWN = /^(interview\/[^/]+\/|interview-|api\/|preview\/|take\/|sw\.js)/;
const INTERVIEW = /^interview\/([\w-]+)$/;
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml", png: "image/png", xml: "application/atom+xml", json: "application/json", webmanifest: "application/manifest+json" };
const typeOf = (path) => TYPES[/\.(\w+)$/.exec(path)?.[1] || "html"] || "application/octet-stream";
const LISTS = "aryz-lists", PACKS = "aryz-packs";
const address = (path) => new URL(path, self.location).href;
const kept = async (cache, path) => (await caches.has(cache)) && (await caches.open(cache)).match(address(path));

// the copy: the lists held, their indexes, and the packs opened last
const opened = new Map(), AT_HAND = 6;
const pack = async (name) => {
  if (!opened.has(name)) {
    const found = await kept(PACKS, `take/${name}.pack`);
    if (!found) throw new Error(name);
    const plain = new Response(found.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    opened.set(name, plain.then((buffer) => new Uint8Array(buffer)));
    if (opened.size > AT_HAND) opened.delete(opened.keys().next().value);
  }
  return opened.get(name).catch((error) => { opened.delete(name); throw error; });
};
const lists = async () => {
  if (!(await caches.has(LISTS))) return [];
  const cache = await caches.open(LISTS);
  return Promise.all((await cache.keys()).map(async (key) => (await cache.match(key)).json()));
};
const spread = (index) => {
  const where = [];
  for (const [name, lengths] of Object.entries(index.packs)) {
    let at = 0;
    for (const length of lengths) where.push([name, at, at += length]);
  }
  return where;
};
const indexes = new Map();
const index = async (list) => {
  const [name] = list.packs[0];
  if (!indexes.has(name)) {
    const made = JSON.parse(new TextDecoder().decode(await pack(name)));
    if (indexes.size > AT_HAND) indexes.clear();
    indexes.set(name, { files: made.files, where: spread(made) });
  }
  return indexes.get(name);
};
const bytesOf = async (list, path) => {
  const { files, where } = await index(list);
  const parts = files[path];
  if (!parts) return null;
  return Promise.all(parts.map(async (part) => {
    const [name, from, to] = where[part];
    return (await pack(name)).slice(from, to);
  }));
};

// what is said on a page of the copy (age.js, which stands before this)
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const line = (list, html, text, warns) => {
  const where = html.indexOf("</header>") + 9;
  if (where < 9) return html;
  const note = `<aside class="aryz-copy${warns ? " aryz-warn" : ""}" lang="${list.language.replace("cyrl", "Cyrl")}" aria-label="${escaped(list.words.label)}">${text}</aside>`;
  return html.slice(0, where) + note + html.slice(where);
};
const link = (list, text) => `<a href="${address(`${list.language}/offline/`)}">${escaped(text)}</a>`;
const copied = (list, html) => {
  const warning = warningOf(list), said = escaped(lawOf(list));
  return line(list, html, `<p>${said}${warning ? ` <strong>${escaped(warning)}</strong> ${link(list, list.words.renew)}` : ""}</p>`, Boolean(warning));
};

const reply = (body, path) => {
  return new Response(body, { headers: { "content-type": `${typeOf(path)}; charset=utf-8` } });
};
const fromCopy = async (path, held, whole) => {
  const own = held.find(({ language }) => path.startsWith(`${language}/`));
  for (const list of own ? [own] : held) {
    const bytes = await bytesOf(list, path);
    if (!bytes) continue;
    const html = whole && /(\/|\.html|^)$/.test(path);
    return reply(html ? copied(list, await new Blob(bytes).text()) : new Blob(bytes), path);
  }
  return null;
};
const listedIn = async (held, paths) => {
  for (const list of held) { const { files } = await index(list); if (paths.some((path) => files[path])) return true; }
  return false;
};

// a newer edition, asked for on the first page of a language and never taken without a word
let asked = 0, news = null;
const newer = async (list) => {
  if (Date.now() - asked > HOUR) {
    const answer = await fetch(address(`take/${list.language}.json`), { cache: "no-store" });
    if (answer.ok) [asked, news] = [Date.now(), await answer.json()];
  }
  return news && news.language === list.language && news.packs[0][0] !== list.packs[0][0] ? news : null;
};
const size = (bytes) => Math.max(1, Math.round(bytes / 1000));
const announced = async (answer, list) => {
  const found = await Promise.race([newer(list).catch(() => null), later(NEWS).catch(() => null)]);
  if (!found) return answer;
  const have = new Set(list.packs.map(([name]) => name)), fresh = found.packs.filter(([name]) => !have.has(name));
  const said = filled(list.words.update, { day: found.days[found.made], size: size(fresh.reduce((sum, [, bytes]) => sum + bytes, 0)) });
  return reply(line(list, await answer.text(), `<p>${link(list, said)}</p>`, false), "");
};

const later = (time) => new Promise((_, reject) => setTimeout(reject, time));
let downUntil = 0;
// A Wi-Fi may answer with its log-in page, and an answer may end midway: every page of ours has its policy, and an end.
const OURS = "default-src 'none'", GONE = [404, 410];
const isPage = (path) => typeOf(path) === TYPES.html;
const saysHtml = (answer) => (answer.headers.get("content-type") || "").startsWith(TYPES.html);
const sent = async (answer, path) => {
  const page = isPage(path), policy = answer.headers.get("content-security-policy") || "";
  const body = await Promise.race([page ? answer.text() : answer.arrayBuffer(), later(WHOLE)]);
  const whole = !page || ((policy + body).includes(OURS) && body.includes("</html>"));
  if (!answer.ok || page !== saysHtml(answer) || !whole) throw new Error(path);
  return new Response(body, answer);
};
// A page that the copy has is waited for wholly, others are worth more patience; what was moved or taken away is no fault.
const fromNetwork = async (request, path, have) => {
  try {
    const answer = await Promise.race([fetch(request), later(have || Date.now() < downUntil ? PATIENCE : LONG)]);
    if (answer.status >= 500) return null;
    if (answer.type === "opaqueredirect" || GONE.includes(answer.status)) return answer;
    if (have) return await sent(answer, path);
    return saysHtml(answer) && !isPage(path) ? null : answer;
  } catch { if (have) downUntil = Date.now() + DOWN; return null; }
};
const latin = (language) => language.replace("-cyrl", "");
const decoded = (path) => { try { return decodeURI(path); } catch { return path; } };
const answered = async (request, url) => {
  const path = decoded(url.pathname.slice(ROOT.length)), held = await lists(), whole = request.mode === "navigate";
  const plain = path.replace(/(^|\/)index\.html$/, "$1"), folder = `${plain}/`; // an address may lack its last sign
  const copy = async () => (await fromCopy(plain, held, whole).catch(() => null))
    || (whole && await listedIn(held, [folder]).catch(() => false) ? Response.redirect(address(folder)) : null);
  const [, interview] = INTERVIEW.exec(path) || [], language = url.searchParams.get("lang") || path.split("/")[0];
  const list = held.find((one) => one.language === language) || held.find((one) => latin(one.language) === latin(language)) || held[0];
  const file = list && `files/${list.language}/${interview}.html`;
  const have = await listedIn(held, [plain, folder, ...(interview ? [file] : [])]).catch(() => false);
  if (Date.now() < downUntil) { const found = await copy(); if (found) return found; }
  const fresh = await fromNetwork(request, plain, have), first = held.find(({ language }) => path === `${language}/`);
  if (fresh) return whole && first && fresh.ok ? announced(fresh, first) : fresh;
  const found = await copy();
  if (found) return found;
  if (!whole || !held.length) return Response.error();
  if (interview && await listedIn([list], [file])) return Response.redirect(address(file));
  return Response.redirect(address(path === "" ? `${list.language}/` : `${list.language}/no-network/`));
};

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
  [asked, news] = [0, null];
});
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url), path = url.pathname.slice(ROOT.length);
  if (request.method !== "GET" || url.origin !== location.origin || OWN.test(path)) return;
  if (INTERVIEW.test(path) && request.mode !== "navigate") return;
  event.respondWith(answered(request, url));
});
