// Languages in Cyrillic letters too, made in the file from its Latin texts (aryz.cyrillic, interviews.letters): so the
// file of all languages need not hold the words twice. A text is made when it is first asked for.
LETTERS.push((data, late) => {
  const ways = Object.entries(data.alphabets).map(([latin, { pieces, days, starts }]) => {
    const find = new RegExp(pieces, "g"), hyphens = new RegExp(days, "g");
    const text = (words) => words.replace(hyphens, "$1 ").replace(find, (word, kept) => kept || spelling.in_cyrillic(word, starts));
    const printed = (node) => (node[0] === "lit" && typeof node[1] === "string" ? ["lit", text(node[1])]
      : node[0] === "if" ? [...node.slice(0, 2), ...node.slice(2).map(printed)] : node);
    const piece = (one) => (typeof one === "string" ? text(one) : one[0] === "out" ? ["out", printed(one[1])] : [one[0], one[1], text(one[2])]);
    const said = (words) => (typeof words === "string" ? text(words) : Array.isArray(words) ? words.map(piece) : all(words));
    const all = (map) => Object.fromEntries(Object.entries(map).map(([key, words]) => [key, text(words)]));
    return { latin, own: `${latin}-cyrl`, said, text };
  });
  /** A map by language gets the text in letters. */
  const add = (map) => {
    for (const { latin, own, said } of ways) if ($.own(map, latin)) late(map, own, () => said(map[latin]));
  };
  const spoken = Object.keys(data.texts), isText = (one) => typeof one === "string" || Array.isArray(one);
  /** All maps of words within a part of a plan. */
  const within = (node) => {
    if (node === null || typeof node !== "object") return;
    if (!Array.isArray(node) && Object.entries(node).every(([key, one]) => spoken.includes(key) && isText(one))) add(node);
    else Object.values(node).forEach(within);
  };
  for (const { latin, own, text } of ways) {
    late(data.helplines, own, () => (data.helplines[latin] || []).map(([name, ...number]) => [text(name), ...number]));
  }
  for (const name of ["countries", "regions"]) Object.values(data.tables[name] || {}).forEach(add);
  within(data.plans);
  within(data.guides);
  add(data.texts);
  return ({ values, tables, ...parts }) => within(parts);
});
