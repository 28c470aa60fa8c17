// Everything that the twin shows with some answers, as data: what snapshot.py makes of Python. One expression, a function
// of the twin, its programs and texts, so that node takes it and a page too.
(T, programs, texts, loud = false) => {
  const plain = (value) => {
    if (value === T.UNKNOWN) return { unknown: true };
    if (typeof value === "bigint") return { whole: String(value) };
    if (Array.isArray(value)) return value.map(plain);
    return value === null || typeof value !== "object" ? value
      : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  };
  const tried = (act) => {
    try {
      return plain(act());
    } catch (error) {
      if (error instanceof T.MissingAnswerError) return { missing: error.path };
      if (error instanceof T.$.FaultError && !(error instanceof T.$.RefusedError)) return { fault: plain(error.fault) };
      if (loud) console.error(error);
      return { error: true };
    }
  };
  const each = (keys, make) => Object.fromEntries(keys.map((key) => [key, tried(() => make(key))]));

  const step = (program, { language, today }, answers, question, raw) => {
    const turn = program.evaluate(answers, today, language);
    const spec = program.questions[question];
    const [made, faults] = T.interviews_answers.read_question(program, answers, today, question, raw, language);
    return [made, {
      question: turn.question,
      ask: turn.plain(spec.ask, language),
      help: turn.say(spec.help, language),
      labels: spec.fields.map((field) => turn.plain(program.fields[field].label, language)),
      options: spec.fields.map((field) => program.options(program.fields[field], language)),
      why: T.interviews_shown.reasons(program, question, texts[language], language),
      progress: turn.progress,
      faults,
      said: each(Object.keys(faults), (at) => T.interviews_say.fault_text(faults[at], texts[language], language)),
    }];
  };

  const readable = (turn, field, language) => {
    const { program, answers } = turn, spec = program.fields[field];
    const lines = T.interviews_shown.readable(turn, spec, answers[field], texts[language], language);
    if (spec.type !== "name") return lines;
    const { to_check: toCheck, proposals } = T.interviews_declined;
    return [lines, toCheck(turn, field, texts[language]), proposals(turn, field, answers[field]).map((one) => [one.case, one.words, one.own])];
  };

  const parts = (turn, document, language) => {
    const template = turn.program.template(document, language);
    return template && Object.fromEntries(template.renderParts(turn.environment(language)));
  };

  const end = (program, { language, today }, answers) => {
    const turn = program.evaluate(answers, today, language);
    const keys = program.plan.document_languages;
    const papers = turn.documents.flatMap((document) => keys.map((key) => [document, key]));
    const shown = T.interviews_shown;
    return {
      answers,
      question: turn.question,
      missing: turn.inOrder(turn.missing),
      documents: turn.documents,
      outcomes: turn.outcomes,
      faults: turn.faults,
      asked: turn.asked,
      before: tried(() => turn.before(turn.question)),
      complete: turn.complete,
      progress: turn.progress,
      values: Object.fromEntries(Object.keys(program.plan.values).map((field) => [field, each(keys, (key) => turn.lookup(field, key))])),
      notices: tried(() => turn.notices(language)),
      deadlines: tried(() => turn.deadlines(language).map((d) => [d.id, d.day, d.title, d.said, d.cite, d.remind])),
      said: each(turn.outcomes, (one) => turn.say(program.outcomes[one].say, language)),
      contacts: T.interviews_calling.all_of(program.plan, turn.outcomes.map((one) => program.outcomes[one]))
        .map((row) => T.interviews_calling.said(row, language)),
      topics: shown.by_topic(program, turn, texts[language], language),
      written: each(Object.keys(answers), (field) => shown.written(program.fields[field], answers[field])),
      readable: each(Object.keys(answers), (field) => readable(turn, field, language)),
      papers: Object.fromEntries(papers.map(([document, key]) => [`${document}.${key}`, tried(() => parts(turn, document, key))])),
    };
  };

  const shown = (one) => {
    const program = programs[one.interview], steps = [];
    let answers = { ...one.answers };
    for (const [question, raw] of one.typed || []) {
      const made = tried(() => step(program, one, answers, question, raw));
      steps.push(Array.isArray(made) ? made[1] : made);
      if (Array.isArray(made)) [answers] = made;
    }
    return { steps, end: tried(() => end(program, one, answers)) };
  };

  const paper = async ({ interview, today, language, answers }, [document, key], store) => {
    const turn = programs[interview].evaluate(answers, today, language);
    return turn.program.template(document, key).renderDocx(turn.environment(key), store);
  };

  return { plain, tried, shown, paper };
}
