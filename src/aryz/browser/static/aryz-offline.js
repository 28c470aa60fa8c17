// «Take along»: one language's public files come into the browser's cache as packs, when the reader asks, and go again. Packs are
// named by what is in them: those that are here are not fetched again, and a copy counts only from the moment its list is
// written, which is last: until then the one before stays whole. sw.js reads what is kept here and writes nothing.
(() => {
  const box = document.querySelector(".aryz-offline");
  if (!box) return;
  const root = new URL("..", document.currentScript.src), language = location.pathname.slice(root.pathname.length).split("/")[0];
  const LISTS = "aryz-lists", PACKS = "aryz-packs", AT_ONCE = 3, STEP = 10, PATIENCE = 20000;
  const listed = new URL(`take/${language}.json`, root).href, packed = (name) => new URL(`take/${name}.pack`, root).href;
  const part = (name) => box.querySelector(`[data-part=${name}]`);
  const word = (key) => box.querySelector(`[data-word=${key}]`).textContent;
  const format = language === "en" ? "en" : "ru"; // browsers know how Russian writes numbers, few how Kazakh and Uzbek do
  const number = (value, digits) => value.toLocaleString(format, { maximumFractionDigits: digits });
  const mb = (bytes) => number(bytes / 1e6, 1), kb = (bytes) => number(Math.max(1, Math.round(bytes / 1000)), 0);
  const written = (key, values = {}) => word(key).replace(/\{(\w+)\} ?/g, (all, one) => values[one] + (all.endsWith(" ") ? "\u00a0" : ""));
  const tell = (key, values) => { part("state").textContent = written(key, values); };
  const sum = (packs) => packs.reduce((all, [, bytes]) => all + bytes, 0);
  const failure = (key, values) => Object.assign(new Error(key), { key, values });

  // what is kept; nothing is opened, and so made, only to look
  const cache = async (name) => ((await caches.has(name)) ? caches.open(name) : null);
  const held = async (url = listed) => { const found = await (await cache(LISTS))?.match(url); return found ? found.json() : null; };
  const here = async () => new Set(((await (await cache(PACKS))?.keys()) || []).map(({ url }) => url));
  const missing = async ({ packs }) => { const known = await here(); return packs.filter(([name]) => !known.has(packed(name))); };
  // a network may hang: neither answer nor fail. So long nothing came, it is gone
  const brought = async (url, signal) => {
    const ours = new AbortController(), end = () => ours.abort(), parts = [];
    let timer = setTimeout(end, PATIENCE);
    signal?.addEventListener("abort", end);
    try {
      const answer = await fetch(url, { signal: ours.signal, cache: "no-store" });
      if (!answer.ok) throw failure("unready");
      for (const reader = answer.body.getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) return await new Blob(parts).arrayBuffer();
        parts.push(value);
        clearTimeout(timer);
        timer = setTimeout(end, PATIENCE);
      }
    } catch (error) { throw error.key ? error : failure(signal?.aborted ? "stopped" : "lost"); } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    }
  };
  const offered = async (signal) => {
    const bytes = await brought(listed, signal);
    try {
      const list = JSON.parse(new TextDecoder().decode(bytes));
      if (list.language === language && list.packs) return list;
    } catch { /* a page, perhaps */ }
    throw failure("spoiled");
  };
  const everyList = async () => {
    const found = await cache(LISTS);
    return found ? Promise.all((await found.keys()).map((key) => held(key.url))) : [];
  };
  const needed = async (other = "") => new Set((await everyList()).filter(({ language: one }) => one !== other)
    .flatMap(({ packs }) => packs.map(([name]) => packed(name))));
  const begun = async () => { const known = await needed(); return [...await here()].some((url) => !known.has(url)); };
  // how much of a language comes and has come; what another language brought and needs is neither
  const reckoned = async (list) => {
    const rest = await missing(list), theirs = await needed(language), all = sum(rest)
      + sum(list.packs.filter((one) => !rest.includes(one) && !theirs.has(packed(one[0]))));
    return { rest: [...rest], all, done: all - sum(rest) };
  };
  const prune = async () => { // packs that no list needs
    const known = await needed();
    const found = await cache(PACKS);
    for (const key of found ? await found.keys() : []) if (!known.has(key.url)) await found.delete(key);
    for (const name of [PACKS, LISTS]) if (!((await (await cache(name))?.keys()) || []).length) await caches.delete(name);
  };

  const digest = async (bytes) => {
    const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...made].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 20);
  };
  const fetched = async (name, signal) => {
    const bytes = await brought(packed(name), signal);
    if ((await digest(bytes)) !== name) throw failure("spoiled");
    return bytes;
  };
  const put = async (store, url, body, need) => {
    try { await store.put(url, new Response(body)); } catch (error) {
      if (error.name !== "QuotaExceededError") throw failure("blocked");
      throw failure("full", { size: mb(Math.max(need, 1e5)) }); // how much is free browsers do not tell, or not truly
    }
  };
  const opened = async (name) => { try { return await caches.open(name); } catch { throw failure("blocked"); } };

  // browsers refuse a worker of which a log-in page came instead as if they had forbidden it
  const register = () => navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname }).catch(async () => {
    const answer = await fetch(new URL("sw.js", root), { cache: "no-store" }).catch(() => { throw failure("lost"); });
    throw failure((answer.headers.get("content-type") || "").includes("html") ? "spoiled" : answer.ok ? "blocked" : "unready");
  });
  const take = async (signal) => {
    const list = await offered(signal);
    const store = await opened(PACKS), { rest, all, done: before } = await reckoned(list);
    let done = before, said = -1;
    const show = () => {
      part("progress").value = done / all;
      if (Math.floor((done * STEP) / all) === said) return;
      said = Math.floor((done * STEP) / all);
      tell("taking", { done: mb(done), size: mb(all) });
    };
    const next = async () => {
      for (let one; (one = rest.pop());) {
        await put(store, packed(one[0]), await fetched(one[0], signal), all - done);
        done += one[1];
        show();
      }
    };
    show();
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, next));
    const wrong = ends.find(({ status }) => status === "rejected");
    if (wrong) throw wrong.reason;
    if ((await missing(list)).length) throw failure("torn");
    const worker = await register();
    await put(await opened(LISTS), listed, JSON.stringify(list), 0);
    worker.waiting?.postMessage("take over");
    await prune();
  };
  const erase = async () => {
    await (await cache(LISTS))?.delete(listed);
    await prune();
    if ((await everyList()).length) return;
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  };

  // what is shown
  let stop = null, looks = 0, known = null; // what the site offered when it was last asked
  const buttons = (main, stops, erases) => {
    Object.assign(part("take"), { hidden: !main, textContent: main ? word(main) : "" });
    part("stop").hidden = part("progress").hidden = !stops;
    part("erase").hidden = !erases;
  };
  const look = async () => {
    const mine = looks += 1; // the network may answer an earlier look after a later one, which knows more
    const list = await held(), lacks = list ? await missing(list) : [];
    if (list && !lacks.length) { // said at once; what is new comes when the network has told
      tell("held", { day: list.days[list.made], size: mb(list.bytes) });
      buttons("", false, true);
      if (!await navigator.serviceWorker.getRegistration(root)) await register(); // someone took it out of the browser
    }
    if (!list && !part("state").textContent) tell("looking");
    const fresh = known = (await offered().catch(() => null)) || known;
    if (stop || mine !== looks) return undefined;
    if (list && lacks.length) { tell("torn", { size: mb(sum(lacks)) }); return buttons("again", false, true); }
    if (list) {
      const newer = fresh && fresh.packs[0][0] !== list.packs[0][0];
      if (newer) tell("update", { day: fresh.days[fresh.made], size: kb(sum(await missing(fresh))), held: list.days[list.made] });
      else tell("held", { day: list.days[list.made], size: mb(list.bytes) });
      return buttons(newer ? "renew" : "", false, true);
    }
    if (!fresh) { tell("unknown"); return buttons("retry", false, await begun()); }
    const { all, done } = await reckoned(fresh);
    tell(done ? "stopped" : "none", { done: mb(done), size: mb(all) });
    return buttons(done ? "more" : "take", false, done > 0);
  };
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("aryz-copy") : null;
  const changed = () => {
    channel?.postMessage("changed");
    navigator.serviceWorker.controller?.postMessage("changed");
  };
  const alone = (work) => (navigator.locks
    ? navigator.locks.request("aryz-copy", { ifAvailable: true }, (lock) => { if (!lock) throw failure("busy"); return work(); })
    : work());
  const run = async (work) => {
    let wrong = null;
    looks += 1; // what was seen before is about to change
    try { await alone(work); } catch (error) { wrong = error; }
    stop = null;
    changed();
    await look().catch(() => {});
    if (wrong && wrong.key !== "stopped") tell(wrong.key || "blocked", wrong.values);
    return !wrong;
  };
  const actions = {
    take: () => {
      if (part("take").textContent === word("retry")) return look(); // the size is told first
      stop = new AbortController();
      buttons("", true, false);
      part("stop").focus();
      navigator.storage?.persist?.().then((sure) => { part("loose").hidden = sure; }, () => {});
      return run(() => take(stop.signal));
    },
    stop: () => stop?.abort(),
    erase: () => run(erase).then((done) => { if (done) tell("deleted"); }),
  };

  // the icon: offered here alone
  let prompt = null;
  const icon = document.querySelector(".aryz-install");
  addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); prompt = event; icon.hidden = false; });
  addEventListener("appinstalled", () => { icon.hidden = true; });
  icon?.addEventListener("click", () => { prompt?.prompt(); prompt = null; icon.hidden = true; });

  box.hidden = false;
  if (location.protocol === "file:") { tell("disk"); return; } // all is here
  const served = "serviceWorker" in navigator && "caches" in window && "DecompressionStream" in window && window.crypto?.subtle;
  if (!served) { tell(isSecureContext ? "older" : "insecure"); return; }
  box.addEventListener("click", (event) => actions[event.target.dataset.part]?.());
  channel?.addEventListener("message", () => { if (!stop) look().catch(() => {}); });
  look().catch(() => { tell("blocked"); buttons("", false, false); });
})();
