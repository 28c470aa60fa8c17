// A paper as plain text: the twin of aryz/documents/text.py. The browser reads the XML, as Python's library does there.
const paperText = (() => {
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const PLAIN = { "\t": "   ", "\u2011": "-", "\u00ad": "", "\u200b": "" };

  const all = (element, name) => [...element.getElementsByTagNameNS(W, name)];
  const own = (element, name) => [...element.children].filter((one) => one.localName === name && one.namespaceURI === W);
  /** The element at the end of a way of names, each the child of the one before. */
  const find = (element, ...names) => names.reduce((found, name) => found.flatMap((one) => own(one, name)), [element])[0];

  const WORDS = { t: (one) => one.textContent, tab: () => "\t", br: () => "\n", noBreakHyphen: () => "-" };
  const paragraph = (element) => $.strip(all(element, "r").flatMap((piece) => [...piece.children])
    .map((one) => (one.namespaceURI === W && $.own(WORDS, one.localName) ? WORDS[one.localName](one) : "")).join(""));
  const row = (element, between) => own(element, "tc")
    .map((cell) => $.strip(all(cell, "p").map(paragraph).join(" ")).split("\n").join(" ")).join(between);
  const lines = (element) => {
    if (element.namespaceURI !== W) return [];
    if (element.localName === "p") return paragraph(element).split("\n");
    if (element.localName === "sdt") return all(element, "p").flatMap(lines);
    if (element.localName !== "tbl") return [];
    const drawn = find(element, "tblPr", "tblStyle") || find(element, "tblPr", "tblBorders");
    return all(element, "tr").map((one) => row(one, drawn ? " | " : "   "));
  };

  const plain = (xml) => {
    const body = find(new DOMParser().parseFromString(xml, "application/xml").documentElement, "body"), counts = {};
    return $.strip([...body.children].flatMap((element) => {
      const made = lines(element), number = find(element, "pPr", "numPr", "numId");
      if (number) {
        const key = number.getAttributeNS(W, "val") || "";
        counts[key] = (counts[key] || 0) + 1;
        made[0] = `${counts[key]}. ${made[0]}`;
      }
      return made;
    }).join("\n"));
  };

  /** As the forms of e-government take it. */
  return (template, env) => {
    const { [Template.DOCUMENT]: xml } = Object.fromEntries(template.renderParts(env));
    const text = plain(xml).replace(/[\t\xa0\u202f\u2009\u2011\xad\u200b]/g, (sign) => $.get(PLAIN, sign, " ")), made = [];
    for (const line of text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) {
      const bare = $.rstrip(line);
      if (bare || (made.length && made[made.length - 1])) made.push(bare);
    }
    return `${$.strip(made.join("\n"))}\n`;
  };
})();
