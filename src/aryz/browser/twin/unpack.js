// A page's data as it travels: the twin of aryz/browser/packed.py.
const packed = (() => {
  /** @returns {string} */
  const textOf = (id) => /** @type {any} */ (document.getElementById(id)).textContent;
  /** @type {Uint16Array | null} */
  let table = null; // for each letter the one that it stands for
  /** Words with their own letters. */
  const spelled = (text) => {
    const [sign, ...letters] = textOf("letters"), capital = sign.charCodeAt(0);
    if (!table) {
      table = new Uint16Array(65536).map((_, code) => code);
      letters.forEach((letter, at) => { /** @type {any} */ (table)[letter.charCodeAt(0)] = letters[at ^ 1].charCodeAt(0); });
    }
    const made = new Uint16Array(text.length);
    let count = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === capital) {
        at += 1;
        made[count] = String.fromCharCode(table[text.charCodeAt(at)]).toUpperCase().charCodeAt(0);
      } else made[count] = table[code];
      count += 1;
    }
    return new TextDecoder("utf-16le").decode(made.subarray(0, count));
  };

  /** A part of the data, with its words in their places. */
  const read = (id) => {
    const words = spelled(textOf(`${id}-words`)).split("\n");
    let next = 0;
    return JSON.parse(textOf(id).replace(/~/g, () => words[next++]));
  };
  return { read };
})();
