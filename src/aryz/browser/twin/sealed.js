// A case under a passphrase, as bytes: the twin of aryz/sealed.py. The format is in docs/saved-cases.md.
const sealed = (() => {
  const MAGIC = "aryzcase", VERSION = 1, PBKDF2 = 1;
  const ITERATIONS = 600000, MOST_ITERATIONS = 6000000, STEP = 4096, MOST_BYTES = 1000000, LEAST_PASSPHRASE = 12;
  const HEAD = 46, SALT = 18, NONCE = 34, SUM = 8;
  const encoder = new TextEncoder();

  /** Why a file does not open, or why nothing can be saved; `key` is the name of its text. */
  class SealedError extends Error {
    constructor(key) {
      super(key);
      this.key = `sealed.${key}`;
    }
  }
  const crypt = () => {
    if (typeof crypto === "undefined" || !crypto.subtle) throw new SealedError("no_crypto");
    return crypto.subtle;
  };

  /** As the first files took it, with the apostrophe that was typed. */
  const composed = (passphrase) => passphrase.normalize("NFC").replace(/^ +| +$/g, "");
  /** The same letters whatever keyboard composed them, without the space that a telephone adds, and one apostrophe. */
  const same = (passphrase) => composed(passphrase).replace(/[‘’ʻʼ`´]/g, "'");
  /** Whether a new passphrase is too weak: short, or few letters again and again. */
  const weak = (passphrase) => [...same(passphrase)].length < LEAST_PASSPHRASE || new Set(same(passphrase)).size < 6;

  /** @typedef {{salt: Uint8Array, iterations: number, key: CryptoKey}} Key */
  /** The key of a passphrase in the form in which it counts. @returns {Promise<Key>} */
  const derived = async (letters, salt, iterations) => {
    const own = await crypt().importKey("raw", encoder.encode(letters), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
    return { salt, iterations, key: await crypt().deriveKey(how, own, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]) };
  };
  /** The key of a new passphrase. */
  const newKey = async (passphrase) => {
    crypt();
    return derived(same(passphrase), crypto.getRandomValues(new Uint8Array(16)), ITERATIONS);
  };

  const digest = async (data) => new Uint8Array(await crypt().digest("SHA-256", data)).subarray(0, SUM);

  /** Encrypt text. nonce: only tests give one. Throws SealedError where it would be too large to be opened. */
  const seal = async (text, { salt, iterations, key }, nonce = crypto.getRandomValues(new Uint8Array(12))) => {
    const plain = encoder.encode(text), filled = new Uint8Array(Math.ceil((plain.length + 1) / STEP) * STEP);
    filled.set(plain);
    filled[plain.length] = 0x80;
    const size = filled.length + 16, made = new Uint8Array(HEAD + size + SUM), view = new DataView(made.buffer);
    if (made.length > MOST_BYTES) throw new SealedError("large");
    made.set(encoder.encode(MAGIC));
    made.set([VERSION, PBKDF2], 8);
    view.setUint32(10, iterations);
    view.setUint32(14, size);
    made.set(salt, SALT);
    made.set(nonce, NONCE);
    const how = { name: "AES-GCM", iv: nonce, additionalData: made.slice(0, HEAD) };
    made.set(new Uint8Array(await crypt().encrypt(how, key, filled)), HEAD);
    made.set(await digest(made.subarray(0, HEAD + size)), HEAD + size);
    return made;
  };

  const begins = (data) => [...MAGIC].every((letter, at) => data[at] === letter.charCodeAt(0));

  /** What can be said of a file before its passphrase is asked for; throws SealedError. */
  const looked = async (data) => {
    if (data.length > MOST_BYTES) throw new SealedError("large");
    if (!begins(data)) throw new SealedError("other");
    if (data.length > 8 && data[8] !== VERSION) throw new SealedError("newer");
    if (data.length < HEAD) throw new SealedError("cut");
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength), iterations = view.getUint32(10);
    const end = HEAD + view.getUint32(14);
    if (data.length < end + SUM) throw new SealedError("cut");
    const sum = await digest(data.slice(0, end));
    if (data.length > end + SUM || !sum.every((byte, at) => byte === data[end + at])) throw new SealedError("changed");
    if (data[9] !== PBKDF2 || iterations < ITERATIONS || iterations > MOST_ITERATIONS) throw new SealedError("work");
    return { iterations, end };
  };

  /** Decrypt: the text, and the key by which it can be sealed again. Throws SealedError. */
  const unseal = async (data, passphrase) => {
    const { iterations, end } = await looked(data), letters = same(passphrase), typed = composed(passphrase);
    const opened = async (words) => {
      const key = await derived(words, data.slice(SALT, NONCE), iterations);
      return { text: await unlocked(data, key, end), key };
    };
    return opened(letters).catch((error) => {
      if (letters === typed || error.key !== "sealed.passphrase") throw error;
      return opened(typed);
    });
  };
  /** The same with a key that was worked out before. */
  const unlocked = async (data, { key }, end = data.length - SUM) => {
    const how = { name: "AES-GCM", iv: data.slice(NONCE, HEAD), additionalData: data.slice(0, HEAD) };
    let filled;
    try {
      filled = new Uint8Array(await crypt().decrypt(how, key, data.slice(HEAD, end)));
    } catch (_) {
      throw new SealedError("passphrase");
    }
    let last = filled.length - 1;
    while (last >= 0 && filled[last] === 0) last -= 1;
    try {
      if (filled[last] === 0x80) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(filled.subarray(0, last));
    } catch (_) {
      // no text: said below
    }
    throw new SealedError("changed");
  };

  return { SealedError, MOST_BYTES, LEAST_PASSPHRASE, same, weak, begins, looked, newKey, derived, seal, unseal, unlocked };
})();
