// «Save for offline»: puts one language's public pages into the browser's cache, when the reader asks, and takes them out.
(() => {
  const box = document.querySelector(".aryz-offline");
  if (!box || !("serviceWorker" in navigator) || !("caches" in window)) return;
  const root = new URL("..", document.currentScript.src), language = location.pathname.slice(root.pathname.length).split("/")[0];
  const name = `aryz-${language}`, list = new URL(`data/offline-${language}.json`, root);
  const state = document.getElementById("aryz-offline-state");
  const tell = (key, values = {}) => {
    state.textContent = box.dataset[key].replace(/\{(\w+)\}/g, (_, one) => values[one]);
  };
  const AT_ONCE = 6;

  const save = async () => {
    const answer = await fetch(list, { cache: "no-store" });
    const { day, bytes, files } = await answer.clone().json();
    const cache = await caches.open(name);
    let done = 0;
    const next = async (rest) => {
      for (let file; (file = rest.pop()) !== undefined;) {
        const url = new URL(file, root), got = await fetch(url, { cache: "no-cache" });
        if (!got.ok) throw new Error(file);
        await cache.put(url, got);
        tell("saving", { percent: Math.round((++done * 100) / files.length), size: (bytes / 1e6).toFixed(1) });
      }
    };
    const rest = [...files];
    await Promise.all(Array.from({ length: AT_ONCE }, () => next(rest)));
    await cache.put(list, answer);
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
    tell("saved", { day });
  };
  const remove = async () => {
    await caches.delete(name);
    if (!(await caches.keys()).some((one) => one.startsWith("aryz-"))) {
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    }
    tell("deleted");
  };

  box.hidden = false;
  box.addEventListener("click", async (event) => {
    const action = { save, delete: remove }[event.target.dataset.do];
    if (!action) return;
    for (const button of box.querySelectorAll("button")) button.disabled = true;
    try { await action(); } catch { tell("failed"); }
    for (const button of box.querySelectorAll("button")) button.disabled = false;
  });
  caches.match(list).then(async (found) => found && tell("saved", await found.json()));
})();
