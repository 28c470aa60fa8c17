// The hand-written twin of aryz/law/reading/{words,names}.py and of the way from words to signs in its __init__; the
// patterns, tables and names come as data. What follows the signs is transpiled: pieces, numerals, chains.
const reader = (data) => {
  const TOKEN = new RegExp(data.token, "gu");
  const whole = (source) => new RegExp(`^(?:${source})$`, "u");
  const shapes = data.words.map(([sign, source]) => [sign, whole(source)]);
  const [optional, requisite, ending, law, derived, abroad, ahead, tails] = [data.optional, data.requisite, data.ending,
    data.law, data.derived, data.abroad, data.before, data.tails].map(whole);
  const ruOrdinal = whole(data.ruOrdinal);
  const get = (table, key, other = "") => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : other);
  const mapped = (word, table) => Array.from(word, (ch) => get(table, ch, ch)).join("");
  const isWord = (token) => /^\p{L}/u.test(token.text);
  const isNumber = (token) => /^[0-9]/.test(token.text);
  const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  const number = (text) => {
    const plain = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/, "");
    const above = Array.from(text.slice(plain.length), (ch) => SUPER.indexOf(ch)).join("");
    return plain.replace(/[\u2010\u2011]/g, "-") + (above ? `-${above}` : "");
  };
  const tokens = (text) => [...text.matchAll(TOKEN)].map((match) => {
    const word = match[0], low = word.toLowerCase();
    const folded = /^[0-9]/.test(word) ? number(word) : mapped(low, data.fold);
    const latin = /^[а-ӿ]/.test(low) ? mapped(low, data.uzbek) : "";
    return { text: word, start: match.index, end: match.index + word.length, folded, latin };
  });

  // names of acts
  const starts = new Map();
  const learn = (names) => {
    for (const [words, act] of names) {
      const key = words[0].slice(0, 3);
      starts.set(key, [...(starts.get(key) || []), [words, act]]);
    }
  };
  learn(data.names);
  const isOptional = (token) => !/^[\p{L}\p{N}]/u.test(token.text) || optional.test(token.folded);
  const alike = (a, b) => {
    if (a === b || (law.test(a) && law.test(b))) return true;
    const shorter = Math.min(a.length, b.length);
    if (shorter < 5 || /^\d/.test(a) || /^\d/.test(b)) return false;
    let same = 0;
    while (same < shorter && a[same] === b[same]) same += 1;
    if (same < Math.max(4, shorter - 2) || (same < shorter && Math.max(a.length, b.length) - same > 5)) return false;
    return derived.test(a.slice(same)) === derived.test(b.slice(same));
  };
  const sameWord = (name, token) => alike(name, token.folded) || (token.latin !== "" && alike(name, token.latin));
  const match = (listed, at, words) => {
    let index = at;
    for (const [place, word] of words.entries()) {
      while (place && index < listed.length && index - at < 40 && !sameWord(word, listed[index])) {
        if (!isOptional(listed[index]) && !requisite.test(listed[index].folded)) return 0;
        index += 1;
      }
      if (index >= listed.length || !sameWord(word, listed[index])) return 0;
      index += 1;
    }
    return index;
  };
  const verbatim = (listed, words) => {
    const said = listed.filter((token) => !isOptional(token));
    return said.length === words.length && words.slice(0, -1).every((word, at) => word === said[at].folded || word === said[at].latin);
  };
  const withEnding = (listed, at) => {
    const tight = at + 1 < listed.length && listed[at - 1].end === listed[at].start
      && listed[at].end === listed[at + 1].start;
    return tight && "-–‑".includes(listed[at].text) && ending.test(listed[at + 1].folded) ? at + 2 : at;
  };
  const withCountry = (listed, start, from) => {
    let end = from;
    for (let at = from; at < listed.length && isOptional(listed[at]);) {
      const token = listed[at];
      if (!isWord(token)) {
        const openers = get(data.opened, token.text);
        if (!listed.slice(start, at).some((one) => !isWord(one) && openers.includes(one.text))) break;
      }
      at += 1;
      if (!["of", "the"].includes(token.folded)) end = at;
    }
    return end;
  };
  const ofAbroad = (listed, start, from) => {
    let after = from, before = start - 1;
    const foreign = (token) => abroad.test(token.folded);
    while (after < listed.length && (foreign(listed[after]) || ["of", "the"].includes(listed[after].folded))) after += 1;
    if (listed.slice(from, after).some(foreign)) return withCountry(listed, start, after);
    while (before >= 0 && (listed[before].folded === "s" || (isWord(listed[before]) && isOptional(listed[before])))) {
      before -= 1;
    }
    return before >= 0 && [listed[before].folded, listed[before].latin].some((word) => ahead.test(word)) ? from : 0;
  };
  const named = (listed, at) => {
    let best = 0, acts = [];
    for (const key of new Set([listed[at].folded.slice(0, 3), listed[at].latin.slice(0, 3)].filter(Boolean))) {
      for (const [words, act] of starts.get(key) || []) {
        const end = match(listed, at, words);
        if (end > best || (end && end === best && !act && verbatim(listed.slice(at, end), words))) [best, acts] = [end, act ? [act] : []];
        else if (end && end === best && act && !acts.includes(act)) acts.push(act);
      }
    }
    return best ? [withCountry(listed, at, withEnding(listed, best)), acts] : null;
  };

  // signs
  const ordinal = (token) => {
    const found = token.folded.match(ruOrdinal);
    return get(data.ordinals, found ? found[1] : token.folded);
  };
  const signOf = (token) => {
    if (isNumber(token)) return "N";
    if (!isWord(token)) return get(data.marks, token.text, "?");
    for (const [sign, shape] of shapes) if (shape.test(token.folded)) return sign;
    return ordinal(token) ? "O" : "?";
  };
  const unsaid = (listed, at) => {
    const token = listed[at];
    if (token.folded === "а") return at + 1 < listed.length && listed[at + 1].folded === "также";
    return at > 1 && isNumber(listed[at - 2]) && get(data.marks, listed[at - 1].text) === "-"
      && tails.test(token.folded) && listed[at - 2].end + 1 === token.start;
  };
  const withinNumber = (listed, at) => at > 0 && at + 1 < listed.length && isNumber(listed[at - 1])
    && isNumber(listed[at + 1]) && listed[at - 1].end + 1 === listed[at + 1].start;

  // where a citation begins and ends, in tokens: with «ҚР» before the act, brackets and quotes that belong together
  const extent = (listed, spans, acts, row) => {
    const mark = (at) => (listed[at] ? listed[at].text : "");
    let first = spans[row.start][0], last = spans[row.end - 1][1], deep = 0;
    while (row.start in acts && first && isWord(listed[first - 1]) && isOptional(listed[first - 1])) first -= 1;
    for (let at = first; at < last; at++) {
      if (mark(at) === "(") deep += 1;
      else if (mark(at) === ")" && deep) deep -= 1;
    }
    for (; deep && mark(last) === ")"; deep--) last += 1;
    const marks = listed.slice(first, last).filter((one) => !isWord(one)).map((one) => one.text), quote = mark(first - 1);
    const closing = marks.filter((one) => quote && get(data.opened, one).includes(quote)).length;
    if (quote && "«“„".includes(quote) && closing > marks.filter((one) => one === quote).length) first -= 1;
    return [listed[first].start, listed[last - 1].end];
  };
  const direct = (text, known) => [...text.matchAll(/(^|[^\p{L}\p{N}_@:.])([a-z][a-z0-9-]*:\d[\d.-]*\)?)(?![\p{L}\p{N}_:])/gu)]
    .map((found) => {
      const start = found.index + found[1].length, ref = found[2].replace(/[.-]+$/, "").match(new RegExp(data.ref, "u"));
      const { act, article = "", paragraph = "", direct: own, sub } = ref ? ref.groups : {};
      return { start, end: start + found[2].length, refs: [[act, article, paragraph, own || sub || ""]] };
    }).filter((one) => one.refs[0][0] in known);

  // { start, end, refs: [[act, article, paragraph, sub]] } of every citation; known: act → article → its points
  const read = (text, known) => {
    const listed = tokens(text);
    const numbers = [], acts = {}, spans = [];
    let signs = "", last = -1;
    for (let at = 0; at < listed.length;) {
      const token = listed[at];
      const found = /^[\p{L}\p{N}]/u.test(token.text) ? named(listed, at) : null;
      const after = found ? ofAbroad(listed, at, found[0]) || (found[1].length ? 0 : found[0]) : 0;
      const end = after || (found ? found[0] : at + 1);
      let sign = after ? "E" : found ? "X" : unsaid(listed, at) ? "" : signOf(token);
      if (!found && token.text === ".") {
        const shortened = signs && "SPQABWc".includes(signs.slice(-1)) && last === at;
        sign = shortened ? "" : withinNumber(listed, at) ? "d" : "?";
      }
      if (sign) {
        if (sign === "X") acts[signs.length] = found[1];
        signs += sign;
        spans.push([at, end]);
        numbers.push(sign === "N" ? token.folded : sign === "O" ? ordinal(token) : "");
        last = end;
      }
      at = end;
    }
    const found = (rows) => rows.map((row) => {
      const [start, end] = extent(listed, spans, acts, row);
      return { start, end, refs: row.refs };
    });
    const first = /[0-9]/.test(text) ? direct(text, known) : [];
    const others = found(law_reading_chains.citations(signs, numbers, acts, known, ""))
      .filter((one) => !first.some((other) => other.start < one.end && one.start < other.end));
    const made = first.length + others.length ? [...first, ...others] : found(law_reading_chains.bare(signs, numbers, acts, known));
    return made.sort((a, b) => a.start - b.start);
  };
  // how names begin that a text may have; learn: takes more names
  const beginnings = (text) => new Set(tokens(text).filter((one) => /^[\p{L}\p{N}]/u.test(one.text))
    .flatMap((one) => [one.folded, one.latin]).filter(Boolean).map((word) => word.slice(0, 3)));
  return Object.assign(read, { beginnings, learn });
};
