// From one interview into the next: the twin of `carried` in aryz/interviews/saved.py.

/** The answers of a case that another interview asks for too, by path and type; only those that count. */
const carried = (source, turn, target, language) => {
  const counted = new Set([...turn.read].flatMap((question) => source.questions[question].fields)), made = saved.nothing();
  const raw = Object.fromEntries(Object.entries(turn.answers)
    .filter(([path]) => counted.has(path) && $.get($.get(target.fields, path, {}), "type") === source.fields[path].type)
    .map(([path, value]) => [path, saved.written(source.fields[path], value)]));
  for (const question of target.order) saved.take(target, question, raw, turn.today, language, made);
  return made.answers;
};
