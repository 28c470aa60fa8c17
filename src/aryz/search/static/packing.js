// Reads what aryz.search.packing wrote: the twin of that file, and of aryz.search.chunks' bit of a form.
const numbers = (text) => {
  const made = new Int32Array(text.length);
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    let value = text.charCodeAt(at) - 35;
    if (value < 0) value = (text.charCodeAt(++at) - 35) * 50000 + text.charCodeAt(++at) - 35;
    made[size++] = value;
  }
  return made.subarray(0, size);
};
const rising = (text) => {
  const made = numbers(text);
  for (let at = 0, page = -1; at < made.length; at++) made[at] = page += made[at] + 1;
  return made;
};
const filled = (values, count) => (values.length === 1 ? new Int32Array(count).fill(values[0]) : values);
const lifted = (text, count) => {
  const made = numbers(text), rest = made.subarray(1);
  if (!rest.length) return filled(made, count);
  for (let at = 0; at < rest.length; at++) rest[at] += made[0];
  return rest;
};
const masks = (text, count) => {
  const made = numbers(text);
  for (let at = 0; at < made.length; at++) made[at] = FORMS[made[at]];
  return filled(made, count);
};
// rows of a word with so many values, of each word only the letters that the one before has not
const fronted = (text, width) => {
  const made = [], parts = text ? text.split(" ") : [];
  for (let at = 0, word = ""; at < parts.length; at += width) {
    word = word.slice(0, parts[at].charCodeAt(0) - 48) + parts[at].slice(1);
    made.push([word, ...parts.slice(at + 1, at + width)]);
  }
  return made;
};
const counted = (text) => fronted(text, 2).map(([word, count]) => [word, +count]);
const unrun = (runs, count) => {
  const made = new Int32Array(count);
  for (let run = 0, at = 0; run < runs.length; run += 2) made.fill(runs[run], at, at += runs[run + 1]);
  return made;
};
const bucket = (key, count) => {
  let made = 0;
  for (let at = 0; at < key.length; at++) made = (Math.imul(made, 31) + key.charCodeAt(at)) & 0x7fffffff;
  return made % count;
};
const bits = (mask) => { let n = 0; for (; mask; mask >>= 1) n += mask & 1; return n; };
const FORMS = Array.from({ length: 256 }, (_, mask) => mask).sort((a, b) => bits(a) - bits(b) || a - b);
const formBit = (exact) => {
  let crc = -1;
  for (const byte of new TextEncoder().encode(exact)) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return 1 << (~crc & 7);
};
