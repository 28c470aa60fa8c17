// Citations in a query, read as aryz.law.reading reads them: its patterns, names and letter tables come as data, made by
// aryz.search.cites. The search goes to articles, so points and sub-points are only stepped over.
// eslint-disable-next-line no-unused-vars
const aryzCites = (data, articles) => {
  "use strict";
  const TOKEN = /\d+(?:-\d+)*|\p{L}+(?:['’‘ʻʼ`´]\p{L}+)*|[^\p{L}\p{N}\s]/gu;
  const WORD = /^\p{L}/u;
  const pattern = (source) => new RegExp(source, "dgu");
  const units = data.units.map(([sign, source]) => [sign, new RegExp(`^(?:${source})`, "u")]);
  const optional = new RegExp(`^(?:${data.optional})`, "u");
  const starts = new Map();
  for (const [words, act] of data.names) {
    const key = words[0].slice(0, 3);
    starts.set(key, [...(starts.get(key) || []), [words, act]]);
  }

  const mapped = (word, table) => Array.from(word, (ch) => (Object.hasOwn(table, ch) ? table[ch] : ch)).join("");
  const tokens = (text) => [...text.matchAll(TOKEN)].map(([word]) => {
    const low = word.toLowerCase();
    return { text: word, folded: mapped(low, data.fold), latin: /^[а-ӿ]/.test(low) ? mapped(low, data.uzbek) : "" };
  });
  const isOptional = (token) => !/^[\p{L}\p{N}]/u.test(token.text) || optional.test(token.folded);
  const alike = (a, b) => {
    if (a === b) return true;
    const shorter = Math.min(a.length, b.length);
    if (shorter < 5 || /^\d/.test(a) || /^\d/.test(b)) return false;
    let same = 0;
    while (same < shorter && a[same] === b[same]) same += 1;
    return same >= Math.max(4, shorter - 2);
  };
  const sameWord = (name, token) => alike(name, token.folded) || (token.latin !== "" && alike(name, token.latin));
  const match = (listed, at, words) => {
    let index = at;
    for (const [place, word] of words.entries()) {
      while (place && index < listed.length && index - at < 40 && isOptional(listed[index])) {
        if (sameWord(word, listed[index])) break;
        index += 1;
      }
      if (index >= listed.length || !sameWord(word, listed[index])) return 0;
      index += 1;
    }
    return index;
  };
  const named = (listed, at) => {
    let best = 0;
    let acts = [];
    const keys = new Set([listed[at].folded.slice(0, 3), listed[at].latin.slice(0, 3)].filter(Boolean));
    for (const key of keys) {
      for (const [words, act] of starts.get(key) || []) {
        const end = match(listed, at, words);
        if (end > best) [best, acts] = [end, [act]];
        else if (end && end === best && !acts.includes(act)) acts.push(act);
      }
    }
    return best ? [best, acts] : null;
  };

  // the name goes on over «РК», «of the Republic of Kazakhstan» and quotes that were opened within it
  const withCountry = (listed, start, from) => {
    let end = from;
    for (let at = from; at < listed.length && isOptional(listed[at]);) {
      const token = listed[at];
      if (!WORD.test(token.text)) {
        const openers = data.opened[token.text] || "";
        if (!listed.slice(start, at).some((one) => !WORD.test(one.text) && openers.includes(one.text))) break;
      }
      at += 1;
      if (!data.of.includes(token.folded)) end = at;
    }
    return end;
  };

  const signOf = (token, signs, follows) => {
    if (/^\d/.test(token.text)) return "N";
    if (!WORD.test(token.text)) {
      if (token.text === "." && follows && "SPA".includes(signs.slice(-1))) return "";
      if (",;()".includes(token.text)) return token.text;
      if ("-–—−".includes(token.text)) return "-";
      return "\"«»“”§№".includes(token.text) ? "" : "?";
    }
    for (const [sign, shape] of units) if (shape.test(token.folded)) return sign;
    if (data.and.includes(token.folded)) return "&";
    return data.of.includes(token.folded) ? "f" : "?";
  };

  return (query) => {
    const listed = tokens(query);
    let signs = "";
    const at = []; // the token of each sign
    const acts = {};
    for (let i = 0, last = -1; i < listed.length;) {
      const found = /^[\p{L}\p{N}]/u.test(listed[i].text) ? named(listed, i) : null;
      const sign = found ? "X" : signOf(listed[i], signs, last === i - 1);
      if (found) acts[signs.length] = found[1];
      if (sign) {
        signs += sign;
        at.push(i);
        last = found ? found[0] - 1 : i;
      }
      i = found ? withCountry(listed, i, found[0]) : i + 1;
      if (found) last = i - 1;
    }
    const chains = [...signs.matchAll(pattern(data.before)), ...signs.matchAll(pattern(data.after))]
      .map((m) => ({ start: m.index, end: m.index + m[0].length, from: m.indices.groups.a[0], to: m.indices.groups.a[1] }))
      .sort((x, y) => x.start - y.start || y.end - x.end);
    const made = [];
    const order = (number) => number.split("-").map(Number).concat(0).slice(0, 2);
    const later = (a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1];
    // a range takes every article that an act has between its ends; «113-115» is one when no act has such an article
    const between = (first, last, names) => [...articles].filter((ref) => names.includes(ref.split(":")[0]))
      .map((ref) => ref.split(":")[1]).filter((one) => later(one, first) > 0 && later(one, last) <= 0).sort(later);
    const add = (numbers, names) => {
      const all = numbers.flatMap(([number, ranged], place) => {
        const known = names.some((name) => articles.has(`${name}:${number}`));
        const [first, last] = number.split("-");
        if (ranged && place) return between(numbers[place - 1][0], number, names);
        return !known && last && Number(last) > Number(first) ? [first, ...between(first, last, names)] : [number];
      });
      for (const number of all) {
        const act = names.find((name) => articles.has(`${name}:${number}`));
        if (act) made.push(`${act}:${number}`);
      }
    };
    let reached = 0;
    let previous = null;
    const waiting = [];
    for (const chain of chains) {
      if (chain.start < reached) continue;
      reached = chain.end;
      const numbers = [];
      let depth = 0;
      for (let k = chain.from; k < chain.to; k += 1) {
        if (signs[k] === "(") depth += 1;
        else if (signs[k] === ")") depth -= 1;
        else if (signs[k] === "N" && depth === 0) numbers.push([listed[at[k]].text, signs[k - 1] === "-"]);
      }
      const behind = signs.slice(chain.end).match(/^f*X/);
      const before = signs.slice(0, chain.start).match(/X[,:?]?f?$/);
      const place = behind ? chain.end + behind[0].length - 1 : before ? before.index : null;
      if (place === null && previous === null) waiting.push(numbers);
      else {
        previous = place === null ? previous : acts[place];
        for (const held of waiting.splice(0)) add(held, previous);
        add(numbers, previous);
      }
    }
    if (!made.length) {
      for (const bare of signs.matchAll(/X,?N|N,?X/g)) {
        const marks = [...bare[0]].map((sign, k) => [sign, bare.index + k]);
        const act = marks.find(([sign]) => sign === "X")[1];
        const number = marks.find(([sign]) => sign === "N")[1];
        add([[listed[at[number]].text, false]], acts[act]);
      }
    }
    const direct = [...query.toLowerCase().matchAll(/(?:^|[^\p{L}\p{N}@:.])([a-z][a-z0-9-]*:\d+(?:-\d+)?)/gu)].map((m) => m[1]);
    return [...new Set([...direct.filter((ref) => articles.has(ref)), ...made])];
  };
};
