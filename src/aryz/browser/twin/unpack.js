// A page's data as it travels: the twin of aryz/browser/packed.py.
const packed = (() => {
  /** @returns {string} */
  const textOf = (id) => /** @type {any} */ (document.getElementById(id)).textContent;
  /** For each letter the one that it stands for, else 0. @type {Uint16Array | null} */
  let table = null;
  /** Words with their own letters. */
  const spelled = (text) => {
    const letters = textOf("letters"), capital = letters.charCodeAt(0), stands = table || new Uint16Array(0x2100);
    if (!table) {
      for (let at = 1; at < letters.length; at += 1) stands[letters.charCodeAt(at)] = letters.charCodeAt(((at - 1) ^ 1) + 1);
      table = stands;
    }
    const meant = (code) => stands[code] || code;
    const made = new Uint16Array(text.length);
    let count = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === capital) {
        at += 1;
        made[count] = String.fromCharCode(meant(text.charCodeAt(at))).toUpperCase().charCodeAt(0);
      } else made[count] = meant(code);
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

  /** A plan, with what follows from the rest of it. */
  const planOf = (id) => {
    const plan = read(`plan-${id}`);
    for (const one of Object.values(plan.fields)) {
      for (const field of [one, ...Object.values(one.item || {})]) {
        if (field.labels && !field.choices) field.choices = Object.keys(plan.labels[field.labels]);
      }
    }
    return plan;
  };
  return { read, planOf };
})();
