// The hand-written twin of aryz/plan/days.py, aryz/law/calc/exact.py and of what Python itself gives.
const $ = (() => {
  class FaultError extends Error {
    constructor(key, params) {
      super(key);
      this.key = key;
      this.params = params;
    }
  }
  const iter = (x) => (Array.isArray(x) ? x : typeof x === "string" ? [...x] : Object.keys(x));
  const truth = (x) => (x !== null && typeof x === "object" ? iter(x).length > 0 : Boolean(x));
  const or = (...tries) => {
    let value;
    for (const one of tries) if (truth((value = one()))) return value;
    return value;
  };
  const and = (...tries) => {
    let value;
    for (const one of tries) if (!truth((value = one()))) return value;
    return value;
  };
  const own = (x, key) => Object.prototype.hasOwnProperty.call(x, key);
  const at = (x, key) => {
    if (Array.isArray(x) || typeof x === "string") return x[key < 0 ? x.length + key : key];
    if (!own(x, key)) throw new Error(`missing key ${key}`);
    return x[key];
  };
  return {
    FaultError, iter, truth, or, and, at,
    get: (x, key, other = null) => (own(x, key) && x[key] !== undefined ? x[key] : other),
    has: (x, item) => (Array.isArray(x) || typeof x === "string" ? x.includes(item) : own(x, item)),
    len: (x) => iter(x).length,
    int: (text) => parseInt(text, 10),
    str: String,
    two: (number) => String(number).padStart(2, "0"),
    sum: (list) => list.reduce((total, one) => total + one, 0),
    any: (list) => list.some(truth),
    all: (list) => list.every(truth),
    sorted: (list) => [...iter(list)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    unique: (list) => [...new Set(list)],
    range: (count) => Array.from({ length: count }, (_, index) => index),
    enumerate: (list) => iter(list).map((one, index) => [index, one]),
    mod: (a, b) => ((a % b) + b) % b,
  };
})();

const days = (() => {
  const DAY = 86400000;
  const isDay = (text) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
    const day = new Date(`${text}T00:00:00Z`);
    return !isNaN(day) && day.toISOString().slice(0, 10) === text;
  };
  const number = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
  const fromNumber = (count) => new Date(count * DAY).toISOString().slice(0, 10);
  const nextMonth = (month) => {
    const year = parseInt(month.slice(0, 4), 10);
    const count = parseInt(month.slice(5), 10);
    return count === 12 ? `${String(year + 1).padStart(4, "0")}-01` : `${month.slice(0, 4)}-${$.two(count + 1)}`;
  };
  return {
    is_day: isDay,
    is_month: (text) => text.length === 7 && isDay(`${text}-01`),
    add: (day, count) => fromNumber(number(day) + count),
    between: (first, last) => number(last) - number(first),
    weekday: (day) => $.mod(number(day) + 3, 7),
    next_month: nextMonth,
    days_in_month: (month) => number(`${nextMonth(month)}-01`) - number(`${month}-01`),
  };
})();

const exact = (() => {
  const parts = (hundredths) => {
    const all = Math.abs(hundredths);
    return [hundredths < 0 ? "-" : "", Math.floor(all / 100), $.two(all % 100)];
  };
  return {
    proportion: (factors, divisors) => {
      const above = factors.reduce((made, one) => made * BigInt(one), 1n);
      const below = divisors.reduce((made, one) => made * BigInt(one), 1n);
      return Number((2n * above + below) / (2n * below));
    },
    decimal: (hundredths) => {
      const [sign, whole, rest] = parts(hundredths);
      return rest === "00" ? `${sign}${whole}` : `${sign}${whole}.${rest}`.replace(/0$/, "");
    },
    money: (tiyn) => {
      const [sign, whole, rest] = parts(tiyn);
      return `${sign}${whole}.${rest}`;
    },
  };
})();
