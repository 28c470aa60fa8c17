// Expressions of a plan as closures: the twin of aryz/plan/run.py and of aryz/interviews/visit.py.
const UNKNOWN = Symbol("unknown"); // not asked yet; `null` is empty

const run = (() => {
  const LAST_DAY = 3652059;

  /**
   * What an expression sees while it runs.
   * @typedef {{lookup: (path: string) => any, language: string, tables: any, functions: any, locals: any}} Environment
   * @typedef {(env: Environment) => any} Run
   */

  /** @returns {Environment} */
  const environment = (lookup, language, tables, functions, locals = {}) => ({
    lookup, language, tables, functions, locals: { ...locals },
  });

  const isEmpty = (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0);
  const textOf = (value) => (value === null ? "" : $.str(value));
  const inside = (value, values) => values !== null && $.has(values, value);
  const itemOf = (values, position) => {
    if (values === null || position === null || !(0 <= position && position < $.len(values))) return null;
    return $.at(values, Number(position));
  };

  const arithmetic = (sign, a, b) => {
    if (a === null || b === null) return null;
    if (typeof a === "string") { // a day
      if (typeof b === "string") return days.between(b, a);
      const moved = sign === "+" ? $.add(days.number(a), b) : $.sub(days.number(a), b);
      return 1 <= moved && moved <= LAST_DAY ? days.from_number(moved) : null;
    }
    if (sign === "+") return $.add(a, b);
    if (sign === "-") return $.sub(a, b);
    if (sign === "*") return $.mul(a, b);
    if (b === 0) return null;
    return sign === "//" ? $.floordiv(a, b) : $.mod(a, b);
  };

  // an order with an empty side is false
  const ordered = (test) => (a, b) => a !== null && b !== null && test(a, b);
  const COMPARISONS = {
    "==": $.eq,
    "!=": (a, b) => !$.eq(a, b),
    "<": ordered($.below),
    "<=": ordered((a, b) => !$.below(b, a)),
    ">": ordered((a, b) => $.below(b, a)),
    ">=": ordered((a, b) => !$.below(a, b)),
  };

  const known = (values, make) => (values.includes(UNKNOWN) ? UNKNOWN : make(...values));
  const pair = (left, right, make) => {
    const [first, second] = [compile(left), compile(right)];
    return (env) => known([first(env), second(env)], make);
  };
  const logic = (left, right, stops) => {
    const [first, second] = [compile(left), compile(right)];
    return (env) => {
      const value = first(env);
      if (value === UNKNOWN || $.truth(value) === stops) return value === UNKNOWN ? UNKNOWN : stops;
      const other = second(env);
      return other === UNKNOWN ? UNKNOWN : $.truth(other);
    };
  };
  const one = (inner, make) => {
    const made = compile(inner);
    return (env) => known([made(env)], make);
  };

  /** @type {Record<string, (...parts: any[]) => Run>} */
  const BUILDERS = {
    lit: (value) => () => value,
    get: (path) => (env) => env.lookup(path),
    var: (name) => (env) => $.at(env.locals, name),
    attr: (inner, name) => one(inner, (value) => (value === null ? null : $.get(value, name))),
    index: (inner, index) => pair(inner, index, itemOf),
    list: (nodes) => {
      const runs = nodes.map(compile);
      return (env) => known(runs.map((made) => made(env)), (...values) => values);
    },
    and: (left, right) => logic(left, right, false),
    or: (left, right) => logic(left, right, true),
    not: (inner) => one(inner, (value) => !$.truth(value)),
    empty: (inner) => one(inner, isEmpty),
    if: (test, then, other) => {
      const [check, yes, no] = [test, then, other].map(compile);
      return (env) => {
        const value = check(env);
        return value === UNKNOWN ? UNKNOWN : ($.truth(value) ? yes : no)(env);
      };
    },
    in: (left, right) => pair(left, right, inside),
    cmp: (sign, left, right) => pair(left, right, COMPARISONS[sign]),
    bin: (sign, left, right) => pair(left, right, (a, b) => arithmetic(sign, a, b)),
    filter: (name, inner, given) => {
      const [runs, apply] = [[inner, ...given].map(compile), $.at(plan_filters.RUN_FILTERS, name)];
      return (env) => known(runs.map((made) => made(env)), (value, ...others) => apply(value, env, ...others));
    },
    call: (name, given) => {
      const runs = given.map(compile);
      return (env) => known(runs.map((made) => made(env)), (...values) => $.at(env.functions, name)(env.tables, ...values));
    },
  };

  /** @returns {Run} */
  const compile = (node) => $.at(BUILDERS, node[0])(...node.slice(1));

  /** Act once for each item, with the item and `loop` among the locals. */
  const each = (items, name, env, act) => {
    const before = env.locals, listed = items === null ? [] : $.iter(items);
    listed.forEach((item, index) => {
      const loop = { index: index + 1, first: index === 0, last: index === listed.length - 1 };
      env.locals = { ...before, [name]: item, loop };
      act(item);
    });
    env.locals = before;
  };

  // what a paper needs to know
  const STEPS = {
    get: (sole, paths) => {
      const always = paths.filter((path) => sole.has(path)), others = paths.filter((path) => !sole.has(path));
      return (turn) => turn.need(always, others);
    },
    run: (sole, node) => {
      const made = compile(node);
      return (turn, env) => { made(env); };
    },
    if: (sole, branches, other) => {
      const made = branches.map(([condition, inner]) => [compile(condition), visit(inner, sole)]);
      const otherwise = visit(other, sole);
      return (turn, env) => {
        for (const [check, inner] of made) {
          const value = check(env);
          if (value === UNKNOWN) return; // what comes next is not known yet
          if ($.truth(value)) { inner(turn, env); return; }
        }
        otherwise(turn, env);
      };
    },
    for: (sole, name, node, inner) => {
      const [made, visitItem] = [compile(node), visit(inner, sole)];
      return (turn, env) => {
        const items = made(env);
        if (items !== UNKNOWN) each(items, name, env, () => visitItem(turn, env));
      };
    },
  };
  const visit = (needs, sole) => {
    const steps = needs.map(([kind, ...parts]) => $.at(STEPS, kind)(sole, ...parts));
    return (turn, env) => steps.forEach((step) => step(turn, env));
  };

  return { compile, environment, isEmpty, textOf, arithmetic, each, visit, COMPARISONS };
})();
