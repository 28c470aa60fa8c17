// A page's data as it travels: the twin of aryz/browser/packed.py.
const packed = (() => {
  /** @returns {string} */
  const textOf = (id) => /** @type {any} */ (document.getElementById(id)).textContent;
  const MOST = 0x2100; // the letters that change places lie below
  let capital = 0;
  const [small, large] = [new Uint16Array(MOST), new Uint16Array(MOST)]; // for each letter the one that it stands for, or 0
  const largeOf = (code) => String.fromCharCode(small[code] || code).toUpperCase().charCodeAt(0);
  /** Words with their own letters. This runs before anything else, by a browser that is not warm yet: no calls inside. */
  const spelled = (text) => {
    if (!capital) {
      const [sign, ...letters] = textOf("letters");
      capital = sign.charCodeAt(0);
      for (let at = 0; at < letters.length; at += 1) small[letters[at].charCodeAt(0)] = letters[at ^ 1].charCodeAt(0);
    }
    const made = new Uint16Array(text.length), all = text.length;
    let count = 0;
    for (let at = 0; at < all; at += 1) {
      let code = text.charCodeAt(at);
      if (code === capital) {
        code = text.charCodeAt(at += 1);
        made[count] = large[code] || (large[code] = largeOf(code));
      } else made[count] = small[code] || code;
      count += 1;
    }
    return new TextDecoder("utf-16le").decode(made.subarray(0, count));
  };

  /** A part of the data, with its words in their places. */
  const read = (id) => {
    try {
      const raw = textOf(id).split("~"), words = spelled(textOf(`${id}-words`)).split("\n");
      if (words.length !== (raw.length - 1 || 1)) throw id; // words are lost
      return JSON.parse(String.raw({ raw }, ...words));
    } catch (fault) {
      if (id !== "data") packed.damaged(); // whose words would say it
      throw fault;
    }
  };

  /** A part that is made when it is first asked for. */
  const late = (target, name, make) => Object.defineProperty(target, name, { enumerable: true, configurable: true, get() {
    const value = make();
    Object.defineProperty(target, name, { enumerable: true, value });
    return value;
  } });

  /** A plan, with what follows from the rest of it. What a paper may do without stands apart, with 0 in its place. */
  const planOf = (id) => {
    const plan = read(`plan-${id}`), { fields } = plan, apart = late({}, "told", () => read("told"));
    for (const part of [plan, plan.tables]) for (const name of Object.keys(part)) if (part[name] === 0) late(part, name, () => apart.told[name]);
    late(plan, "fields", () => withChoices(fields || apart.told.fields, plan.labels));
    return plan;
  };
  const withChoices = (fields, labels) => {
    for (const one of Object.values(fields)) {
      for (const field of [one, ...Object.values(one.item || {})]) {
        if (field.labels && !field.choices) field.choices = Object.keys(labels[field.labels]);
      }
    }
    return fields;
  };
  return { read, planOf, late, damaged() {} };
})();
