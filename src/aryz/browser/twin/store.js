// Sealed cases on this device: in IndexedDB, or in localStorage where the browser refuses that. In the clear stand code
// names and the time of saving. Nothing is made before something is saved. «Leave» (static/leave.js) erases both places
// by these names.
const store = (() => {
  const NAME = "aryz-cases", MARK = "aryz-erase", TABLE = "cases";

  /** Why something is not saved; `key` is the name of its text. */
  class StoreError extends Error {
    constructor(key) {
      super(key);
      this.key = key;
    }
  }
  const told = (error) => (error instanceof StoreError ? error
    : new StoreError(error && error.name === "QuotaExceededError" ? "keep.full" : "keep.refused"));

  /** @typedef {{code: string, saved: number, version: number, data: Uint8Array, place?: string}} Kept */

  /** @returns {Promise<IDBDatabase | null>} null: nothing was ever saved, and nothing is made by looking. */
  const opened = (making) => new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      if (making) request.result.createObjectStore(TABLE, { keyPath: "code" });
      else /** @type {IDBTransaction} */ (request.transaction).abort();
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // another tab erases all
      resolve(request.result);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (!making && request.error && request.error.name === "AbortError") resolve(null);
      else reject(request.error);
    };
  });

  /** One transaction, which is on the disk when this is done, or has changed nothing. @returns {Promise<any>} */
  const within = async (mode, act, /** @type {any} */ nothing = null) => {
    // WebKit keeps an empty base where the making of one was broken off
    if (mode === "readonly" && indexedDB.databases && !(await indexedDB.databases()).some(({ name }) => name === NAME)) return nothing;
    const base = await opened(mode === "readwrite");
    if (!base) return nothing;
    try {
      return await new Promise((resolve, reject) => {
        const work = base.transaction(TABLE, mode, { durability: "strict" });
        const made = act(work.objectStore(TABLE), (reason) => {
          reject(reason);
          work.abort();
        });
        work.oncomplete = () => resolve(made && made.result);
        work.onabort = () => reject(work.error);
      });
    } finally {
      base.close();
    }
  };

  const base = {
    /** @returns {Promise<Kept[]>} */
    list: () => within("readonly", (cases) => cases.getAll(), []),
    put: (record, before) => within("readwrite", (cases, refuse) => {
      const asked = cases.get(record.code);
      asked.onsuccess = () => {
        try {
          if ((asked.result ? asked.result.version : 0) !== before) throw new StoreError("keep.conflict");
          cases.put(record);
        } catch (error) {
          refuse(error);
        }
      };
    }),
    remove: async (code) => {
      await within("readwrite", (cases) => cases.delete(code));
      if (!(await base.list()).length) await base.clear();
    },
    /** @returns {Promise<void>} */
    clear: () => new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(NAME);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    }),
  };

  const keyOf = (code) => `${NAME}:${code}`;
  const letters = (data) => btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
  const local = {
    list: async () => Object.keys(localStorage).filter((key) => key.startsWith(keyOf(""))).map((key) => {
      const record = JSON.parse(String(localStorage.getItem(key)));
      return { ...record, data: Uint8Array.from(atob(record.data), (letter) => letter.charCodeAt(0)) };
    }),
    put: async (record, before) => {
      const stands = localStorage.getItem(keyOf(record.code));
      if ((stands ? JSON.parse(stands).version : 0) !== before) throw new StoreError("keep.conflict");
      localStorage.setItem(keyOf(record.code), JSON.stringify({ ...record, data: letters(record.data) }));
    },
    remove: async (code) => localStorage.removeItem(keyOf(code)),
    clear: async () => Object.keys(localStorage).filter((key) => key.startsWith(keyOf(""))).forEach((key) => localStorage.removeItem(key)),
  };
  const PLACES = { base, local };

  let left = false;
  addEventListener("aryz-leave", () => { left = true; });
  /** What «leave» could not erase before the browser was ended is erased first. */
  const sweep = async () => {
    try {
      if (localStorage.getItem(MARK)) {
        await Promise.all([base.clear(), local.clear()]);
        localStorage.removeItem(MARK);
      }
    } catch (_) {
      // a browser that keeps nothing has nothing to erase
    }
  };
  /** @type {Promise<void> | null} */
  let sweeping = null;
  const swept = () => (sweeping = sweeping || sweep());
  setTimeout(swept, 1000); // asking the disk takes a while: the first page, and a first press, come before it

  /** All that is saved, the latest first. */
  const list = async () => {
    await swept();
    const found = await Promise.all(Object.entries(PLACES).map(async ([place, { list: all }]) => {
      try {
        return (await all()).map((record) => ({ ...record, place }));
      } catch (_) {
        return [];
      }
    }));
    return found.flat().sort((a, b) => b.saved - a.saved);
  };

  /**
   * Save under a code name; `before`: the version that stands there (0: none), else nothing is overwritten. Gives the
   * place. Throws StoreError: conflict, full or refused.
   */
  const put = async (record, before, place = "") => {
    await swept();
    const where = place ? [place] : Object.keys(PLACES);
    for (const one of where) {
      if (left) throw new StoreError("keep.refused");
      try {
        await PLACES[one].put({ ...record, version: before + 1 }, before);
        return one;
      } catch (error) {
        const reason = told(error);
        if (reason.key !== "keep.refused" || one === where[where.length - 1]) throw reason;
      }
    }
    throw new StoreError("keep.refused");
  };

  const remove = async ({ code, place }) => {
    try {
      await PLACES[place].remove(code);
    } catch (error) {
      throw told(error);
    }
  };
  const clear = () => Promise.all(Object.values(PLACES).map(({ clear: all }) => all().catch(() => {})));

  return { list, put, remove, clear };
})();
