// The best passage of a text with the places of the words found in it: the twin of aryz.search.passages.
const densest = (found, wanted) => {
  let best = 0, place = 0;
  found.forEach(([start], at) => {
    const seen = new Set();
    for (const [, end, term] of found.slice(at, at + 30)) {
      if (end > start + LENGTH - BEFORE) break;
      seen.add(term);
    }
    let sum = 0;
    for (const term of seen) sum += wanted.get(term);
    if (sum > best) [best, place] = [sum, start];
  });
  return place;
};
const cutOut = (text, place) => {
  let start = Math.max(0, place - BEFORE);
  if (start) {
    const before = text.slice(0, place), last = (sign, from) => { const at = before.lastIndexOf(sign); return at >= from ? at : -1; };
    const sentence = Math.max(...[". ", "? ", "! ", "; ", "\n"].map((sign) => last(sign, start - LENGTH / 4)));
    const space = before.indexOf(" ", start);
    start = Math.min(sentence >= 0 ? sentence + 2 : space >= 0 ? space + 1 : start, place);
  }
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) {
    const space = text.slice(0, end).lastIndexOf(" ");
    if (space > place && space >= start + LENGTH / 2) end = space;
  }
  return [start, end];
};
// how the words of the wanted terms of a language begin: their first letters, and what of a stem they surely have
const beginnings = (wanted, language) => {
  const stems = [...wanted.keys()].filter((term) => term.startsWith(language)).map((term) => term.slice(3));
  return [new Set(stems.map((stem) => stem[0])), stems.map((stem) => stem.slice(0, Math.max(1, stem.length - (MUTABLE[language] ?? 2))))];
};
const passage = (analysis, text, language, wanted) => {
  const [letters, heads] = beginnings(wanted, language), found = [];
  for (const { text: word, start, end } of heads.length ? analysis.tokens(text) : []) {
    if (!letters.has(analysis.begins(word, language))) continue;
    const folded = analysis.fold(word, language);
    if (!heads.some((head) => folded.startsWith(head))) continue;
    const [term] = analysis.both(word, language, folded);
    if (term && wanted.has(term)) found.push([start, end, term]);
  }
  const [start, end] = cutOut(text, densest(found, wanted)), head = start ? "…" : "";
  const marks = found.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start + head.length, b - start + head.length]);
  return [`${head}${text.slice(start, end)}${end < text.length ? "…" : ""}`, marks];
};
