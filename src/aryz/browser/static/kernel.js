// What Python itself gives, written by hand for the code that is made from Python: `$` holds its built-ins and the
// methods of its strings, lists and maps; `days` and `exact` are aryz/plan/days.py and aryz/law/calc/exact.py.
// A whole number is a Number as long as that is exact and a BigInt beyond, so that sums never lose a tiyn.
class $FaultError extends Error {
  constructor(key, params = {}) {
    super(key);
    this.key = key;
    this.params = params;
  }
  get fault() {
    return { key: this.key, params: this.params };
  }
}
class $RefusedError extends $FaultError {}
class $ValueError extends Error {}

const $isList = Array.isArray;
const $isMap = (x) => x !== null && typeof x === "object" && !$isList(x);
const $own = (x, key) => Object.prototype.hasOwnProperty.call(x, key);
const $iter = (x) => ($isList(x) ? x : typeof x === "string" ? [...x] : Object.keys(x));
const $truth = (x) => (x !== null && typeof x === "object" ? $iter(x).length > 0 : Boolean(x));
const $or = (...tries) => {
  let value;
  for (const one of tries) if ($truth((value = one()))) return value;
  return value;
};
const $and = (...tries) => {
  let value;
  for (const one of tries) if (!$truth((value = one()))) return value;
  return value;
};

// whole numbers
const $isNumber = (x) => typeof x === "number" || typeof x === "bigint";
const $least = (big) => (Number.isSafeInteger(Number(big)) ? Number(big) : big);
/**
 * @param {any} a @param {any} b
 * @param {(x: number, y: number) => number} small @param {(x: bigint, y: bigint) => bigint} big
 */
const $exactly = (a, b, small, big) => {
  if (typeof a !== "bigint" && typeof b !== "bigint") {
    const made = small(Number(a), Number(b));
    if (Number.isSafeInteger(made)) return made + 0; // no -0
  }
  return $least(big(BigInt(a), BigInt(b)));
};
const $add = (a, b) => {
  if ($isList(a)) return [...a, ...$iter(b)];
  return typeof a === "string" ? a + b : $exactly(a, b, (x, y) => x + y, (x, y) => x + y);
};
const $sub = (a, b) => $exactly(a, b, (x, y) => x - y, (x, y) => x - y);
const $mul = (a, b) => $exactly(a, b, (x, y) => x * y, (x, y) => x * y);
/** @param {bigint} x @param {bigint} y */
const $bigFloor = (x, y) => x / y - (x % y !== 0n && x < 0n !== y < 0n ? 1n : 0n);
const $mod = (a, b) => $exactly(a, b, (x, y) => ((x % y) + y) % y, (x, y) => ((x % y) + y) % y);
const $floordiv = (a, b) => $exactly(a, b, (x, y) => (x - ((x % y) + y) % y) / y, $bigFloor);
const $digit = (ch) => { // decimal digits of every script stand in tens
  if (ch >= "0" && ch <= "9") return ch;
  let at = ch.codePointAt(0), value = -1;
  for (; /\p{Nd}/u.test(String.fromCodePoint(at)); at -= 1) value += 1;
  return String(value % 10);
};
const $int = (text) => {
  if (typeof text !== "string") return Number(text);
  if (/^\d{1,15}$/.test(text)) return Number(text); // nearly always; a set of Unicode takes long to make ready
  const [, sign, digits] = /^\s*([+-]?)(\p{Nd}+)\s*$/u.exec(text) || [];
  if (digits === undefined) throw new $ValueError(`not a whole number: ${text}`);
  const made = BigInt([...digits].map($digit).join(""));
  return $least(sign === "-" ? -made : made);
};
const $str = (x) => (x === true ? "True" : x === false ? "False" : x == null ? "None" : String(x));
const $grouped = (x) => String(x).replace(/\B(?=(\d{3})+$)/g, ",");

// comparing
const $eq = (a, b) => {
  if (a === b || (a == null && b == null)) return true;
  if (typeof a === "boolean" && $isNumber(b)) return Number(a) === b;
  if (typeof b === "boolean" && $isNumber(a)) return a === Number(b);
  if (a == null || b == null || typeof a !== "object" || typeof b !== "object" || $isList(a) !== $isList(b)) return false;
  if ($isList(a)) return a.length === b.length && a.every((one, at) => $eq(one, b[at]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => $own(b, key) && $eq(a[key], b[key]));
};
// Python orders text by code points, JavaScript by halves of pairs, which lie before U+E000
const $rank = (unit) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x2000 : unit >= 0xe000 ? unit - 0x800 : unit);
const $below = (a, b) => {
  if (typeof a !== "string" || typeof b !== "string") return a < b;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  if (at === a.length || at === b.length) return a.length < b.length;
  return $rank(a.charCodeAt(at)) < $rank(b.charCodeAt(at));
};
const $sorted = (list) => [...$iter(list)].sort((a, b) => ($below(a, b) ? -1 : $below(b, a) ? 1 : 0));
const $has = (x, item) => {
  if (typeof x === "string") return x.includes(item);
  if (!$isList(x)) return $own(x, item);
  return item == null || typeof item === "string" ? x.includes(item) : x.some((one) => $eq(one, item));
};
const $unique = (list) => [...new Set($iter(list))];
const $extreme = (list, other, before) => (list.length
  ? list.reduce((best, one) => (before(one, best) ? one : best)) : other);

// text, by code points
const $plain = (text) => !/[\ud800-\udfff]/.test(text);
const $at = (x, key) => {
  if ($isMap(x)) {
    if (!$own(x, key)) throw new Error(`missing key ${key}`);
    return x[key];
  }
  const listed = typeof x === "string" && !$plain(x) ? [...x] : x;
  const place = key < 0 ? listed.length + key : key;
  if (!(place >= 0 && place < listed.length)) throw new Error(`no item ${key}`);
  return listed[place];
};
const $slice = (x, low, high) => (typeof x === "string" && !$plain(x) ? [...x].slice(low, high).join("")
  : x.slice(low, high));
const $SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const $AHEAD = new RegExp(`^[${$SPACE}]+`, "g");
const $BEHIND = new RegExp(`[${$SPACE}]+$`, "g");
const $BETWEEN = new RegExp(`[${$SPACE}]+`, "g");
const $lstrip = (text, chars) => {
  if (chars == null) return text.replace($AHEAD, "");
  const letters = [...text];
  while (letters.length && chars.includes(letters[0])) letters.shift();
  return letters.join("");
};
const $rstrip = (text, chars) => {
  if (chars == null) return text.replace($BEHIND, "");
  const letters = [...text];
  while (letters.length && chars.includes(letters[letters.length - 1])) letters.pop();
  return letters.join("");
};
const $split = (text, mark) => (mark == null ? text.split($BETWEEN).filter((one) => one !== "") : text.split(mark));
const $partition = (text, mark) => {
  const place = text.indexOf(mark);
  return place < 0 ? [text, "", ""] : [text.slice(0, place), mark, text.slice(place + mark.length)];
};
const $rpartition = (text, mark) => {
  const place = text.lastIndexOf(mark);
  return place < 0 ? ["", "", text] : [text.slice(0, place), mark, text.slice(place + mark.length)];
};
const $anyOf = (marks, test) => ($isList(marks) ? marks.some(test) : test(marks));
const $translate = (text, table) => Array.from(text, (ch) => {
  const code = ch.codePointAt(0);
  return !$own(table, code) ? ch : table[code] === null ? "" : table[code];
}).join("");
// digits that are no decimals: ², ① and their like
const $DIGITS = "\\p{Nd}\\u{b2}-\\u{b3}\\u{b9}\\u{1369}-\\u{1371}\\u{19da}\\u{2070}\\u{2074}-\\u{2079}\\u{2080}-\\u{2089}"
  + "\\u{2460}-\\u{2468}\\u{2474}-\\u{247c}\\u{2488}-\\u{2490}\\u{24ea}\\u{24f5}-\\u{24fd}\\u{24ff}\\u{2776}-\\u{277e}"
  + "\\u{2780}-\\u{2788}\\u{278a}-\\u{2792}\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";
const $lettersOf = (set) => {
  let test = null; // made when it is first needed: it takes a while
  return (text) => (test = test || new RegExp(`^[${set}]+$`, "u")).test(text);
};
const $format = (text, given) => text.replace(/\{(\w+)(?::(02d?))?\}/g, (_, name, two) =>
  (two ? $str($at(given, name)).padStart(2, "0") : $str($at(given, name))));
const $KINDS = {
  str: (x) => typeof x === "string", bool: (x) => typeof x === "boolean", list: $isList, dict: $isMap, Mapping: $isMap,
  int: (x) => $isNumber(x) || typeof x === "boolean",
};

const $Fault = (key, params = {}) => ({ key, params });
const $neg = (x) => $sub(0, x);
const $abs = (x) => (x < 0 ? $sub(0, x) : x);
const $divmod = (a, b) => [$floordiv(a, b), $mod(a, b)];
const $is = (x, ...kinds) => kinds.some((kind) => $KINDS[kind](x));
/** @param {any} x @param {string} key @param {any} [other] */
const $get = (x, key, other = null) => ($own(x, key) && x[key] !== undefined ? x[key] : other);
const $pop = (x, key, other) => {
  const value = $own(x, key) ? x[key] : other;
  delete x[key];
  return value;
};
const $setdefault = (x, key, other) => ($own(x, key) ? x[key] : (x[key] = other));
const $items = (x) => Object.entries(x);
const $values = (x) => Object.values(x);
const $dict = (x) => ($isList(x) ? Object.fromEntries(x) : { ...x });
const $merge = (a, b) => ({ ...a, ...b });
const $len = (x) => ($isList(x) ? x.length : $iter(x).length);
const $two = (number) => String(number).padStart(2, "0");
const $sum = (list) => $iter(list).reduce((total, one) => $add(total, one), 0);
const $any = (list) => list.some($truth);
const $all = (list) => list.every($truth);
const $max = (list, other) => $extreme(list, other, (a, b) => $below(b, a));
const $min = (list, other) => $extreme(list, other, $below);
const $next = (list, other) => (list.length ? list[0] : other);
const $range = (first, last, step = 1) => {
  const [from, to] = last === undefined ? [0, first] : [first, last];
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);
};
const $enumerate = (list) => $iter(list).map((one, index) => [index, one]);
const $zip = (one, other) => $iter(one).slice(0, $iter(other).length).map((item, index) => [item, $iter(other)[index]]);
// methods of text
const $upper = (text) => text.toUpperCase();
const $lower = (text) => text.toLowerCase();
const $strip = (text, chars) => $rstrip($lstrip(text, chars), chars);
const $encode = (text) => new TextEncoder().encode(text);
const $replace = (text, old, other) => text.split(old).join(other);
const $removeprefix = (text, mark) => (text.startsWith(mark) ? text.slice(mark.length) : text);
const $startswith = (text, marks) => $anyOf(marks, (mark) => text.startsWith(mark));
const $endswith = (text, marks) => $anyOf(marks, (mark) => text.endsWith(mark));
const $zfill = (text, width) => text.padStart(width, "0");
const $isdecimal = $lettersOf("\\p{Nd}");
const $isdigit = $lettersOf($DIGITS);
const $isalpha = $lettersOf("\\p{L}");
const $isalnum = $lettersOf("\\p{L}\\p{N}");
const $isascii = (text) => !/[^\0-\x7f]/.test(text);
const $isupper = (text) => text === text.toUpperCase() && text !== text.toLowerCase();
const $isprintable = (text) => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text);

const days$LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const days$LAST = 3652059; // 31 December 9999
const days$EARLIEST = "1900-01-01";
const days$LATEST = "2199-12-31";
const days$leap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const days$lengthOf = (year, month) => days$LENGTHS[month - 1] + (month === 2 && days$leap(year) ? 1 : 0);
const days$beforeYear = (year) => 365 * (year - 1) + Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100)
  + Math.floor((year - 1) / 400);
const days$pad = (number, width) => String(number).padStart(width, "0");
/** The number of a day, or 0 where the text is no day. */
const days$counted = (text) => {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) || []).map(Number);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days$lengthOf(year, month) && text.length === 10)) return 0;
  let made = days$beforeYear(year) + day;
  for (let one = 1; one < month; one += 1) made += days$lengthOf(year, one);
  return made;
};
const days$is_day = (text) => days$counted(text) > 0;
const days$number = (iso) => {
  const made = days$counted(iso);
  if (!made) throw new $ValueError(`no day: ${iso}`);
  return made;
};
const days$from_number = (count) => {
  if (!(count >= 1 && count <= days$LAST)) throw new $ValueError(`no day: ${count}`);
  let year = Math.floor(count / 365.2425) + 2, month = 1;
  while (days$beforeYear(year) >= count) year -= 1;
  let day = count - days$beforeYear(year);
  for (; day > days$lengthOf(year, month); month += 1) day -= days$lengthOf(year, month);
  return `${days$pad(year, 4)}-${days$pad(month, 2)}-${days$pad(day, 2)}`;
};
const days$next_month = (month) => {
  const year = parseInt(month.slice(0, 4), 10), count = parseInt(month.slice(5), 10);
  return count === 12 ? `${year + 1}-01` : `${year}-${days$pad(count + 1, 2)}`;
};
const days$is_month = (text) => text.length === 7 && days$is_day(`${text}-01`);
const days$add = (day, count) => days$from_number(days$number(day) + count);
const days$between = (first, last) => days$number(last) - days$number(first);
const days$weekday = (day) => (days$number(day) + 6) % 7;
const days$days_in_month = (month) => days$number(`${days$next_month(month)}-01`) - days$number(`${month}-01`);

const exact$parts = (hundredths) => [hundredths < 0 ? "-" : "", ...$divmod($abs(hundredths), 100)];
const exact$proportion = (factors, divisors) => {
  const above = factors.reduce((made, one) => made * BigInt(one), 1n);
  const below = divisors.reduce((made, one) => made * BigInt(one), 1n);
  return $least((2n * above + below) / (2n * below));
};
const exact$decimal = (hundredths) => {
  const [sign, whole, rest] = exact$parts(hundredths);
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${$two(rest)}`.replace(/0$/, "");
};
const exact$money = (tiyn) => {
  const [sign, whole, rest] = exact$parts(tiyn);
  return `${sign}${whole}.${$two(rest)}`;
};
