// Saving and opening in the one file's page: on this device or as a file, always sealed.
// Nothing is saved before the person says so; from then on each answer is saved.

/**
 * @param {any} page state, language, t(), today(), go(view, at), onward(), keepDraft(), fresh(), programs, words, known,
 *   whole: when programs can be asked for
 */
const keeping = (page) => {
  const { h } = inputs;
  const t = (key, given = {}) => $.format(page.t()[key], given);
  const button = (look, words, click) => h("button", { type: "button", class: look, click }, words);
  const line = (key) => h("p", {}, t(key));
  const time = (moment) => new Date(moment).toTimeString().slice(0, 5);
  const dayOf = (moment) => plan_wording.date_short(isoOf(new Date(moment)));
  /** The name of the text of an error; "" for one that is unforeseen. */
  const keyOf = (error) => error.key || (/^web\./.test(error.message) ? error.message : "");

  const textOf = ({ program, answers, askedIn, drafts }) => saved.text(program, answers, page.language, askedIn, drafts);
  const codeName = () => {
    const some = crypto.getRandomValues(new Uint16Array(3)), word = (at) => page.words[some[at] % page.words.length];
    return `${word(0)}-${word(1)}-${10 + (some[2] % 90)}`;
  };

  // one tab at a time

  let mine = "", release = () => {};
  /** Whether no other tab has these answers open; a browser without locks does not know, and the store decides then. */
  const locked = (code) => new Promise((resolve) => {
    if (!navigator.locks || mine === code) return resolve(true);
    release();
    navigator.locks.request(`aryz ${code}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      if (!lock) return null;
      mine = code;
      return new Promise((done) => { release = () => { mine = ""; done(undefined); }; });
    }).catch(() => resolve(true));
  });

  // saving

  let queue = Promise.resolve();
  /** Save what is open once more, if it is saved on this device; one after the other, the newest answers each time. */
  const changed = () => {
    const { state } = page;
    if (state.kept) queue = queue.then(() => again(state));
    return queue;
  };
  const again = async (state) => {
    const { kept } = state;
    if (!kept) return;
    try {
      await put(state, kept);
      kept.fault = "";
    } catch (error) {
      kept.fault = error.key || "keep.refused"; // whatever it was, the next answer tries again
      if (kept.fault === "keep.conflict") [state.kept, state.lost] = [null, kept.fault];
    }
    if (state !== page.state) return;
    const shown = document.getElementById("kept"), form = document.getElementById("answer");
    if (shown) shown.replaceWith(...status());
    else if (form) form.before(...status());
  };
  const put = async (state, kept) => {
    const data = await sealed.seal(textOf(state), kept.key), moment = Date.now();
    kept.place = await store.put({ code: kept.code, saved: moment, data }, kept.version, kept.place);
    kept.version += 1;
    kept.saved = moment;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !page.state.kept) return;
    page.keepDraft();
    changed();
  });

  /** How the open case is kept: a line for the pages of questions; none while it is in memory only. */
  const status = () => {
    const { kept, lost } = page.state, fault = kept ? kept.fault : lost;
    if (fault) return [h("p", { class: "summary", role: "alert", id: "kept" }, t(fault), " ", button("link", t("keep.title"), () => visit("save")))];
    return kept ? [h("p", { class: "notice", role: "status", id: "kept" }, t("keep.done", { code: kept.code, time: time(kept.saved) }))] : [];
  };
  const visit = (view) => {
    page.keepDraft();
    page.go(view);
  };
  /** The way to saving, below a question and the review. */
  const link = () => button("link", t("keep.title"), () => visit("save"));

  // forms

  let number = 0;
  const field = (key, attributes, about = "") => {
    const id = `keep-${number += 1}`, input = h("input", { id, autocomplete: "off", autocapitalize: "none", spellcheck: "false",
      "aria-describedby": about && `${id}-about`, ...attributes });
    return [input, h("div", { class: "field" }, h("label", { for: id }, t(key)),
      about && h("span", { class: "about", id: `${id}-about` }, h("span", { class: "hint" }, t(about))), input)];
  };
  /** Runs what a button asks for; what goes wrong is said on the spot, and nothing that was typed is lost. */
  const asking = (unforeseen = "keep.refused") => {
    const said = h("p", { role: "alert", tabindex: -1 });
    let busy = false;
    const run = async (act) => {
      if (busy) return;
      busy = true;
      said.className = "notice";
      said.textContent = t("keep.working");
      try {
        await act();
        said.textContent = "";
        said.className = "";
      } catch (error) {
        said.className = "summary";
        said.textContent = t(keyOf(error) || unforeseen);
        said.focus();
      }
      busy = false;
    };
    return { said, run };
  };
  const refuse = (key) => { throw Object.assign(new Error(key), { key }); };

  const toFile = (data, code) => give(data, `${code}.aryz`, "application/octet-stream");

  /** The page on which the person decides to save. */
  const save = () => {
    const { state } = page, { kept } = state, head = [h("h1", { tabindex: -1 }, t("keep.title")), ofApp(page.t())];
    const back = h("p", { class: "below" }, button("link", t("web.next"), () => page.onward()));
    if (typeof crypto === "undefined" || !crypto.subtle) return [...head, h("p", { class: "summary", role: "alert" }, t("sealed.no_crypto")), back];
    const { said, run } = asking(), told = ["keep.what", "keep.leaving", ...apart, "keep.lasting"].map(line);
    if (kept) {
      const file = () => run(async () => toFile(await sealed.seal(textOf(state), kept.key), kept.code));
      return [...head, status(), told.slice(1), said, h("p", { class: "buttons" }, button("second", t("keep.file"), file)), back];
    }
    const [code, codeField] = field("keep.code", { value: codeName(), maxlength: 40 }, "keep.code.about");
    const [phrase, phraseField] = field("keep.phrase", { type: "password" }, "keep.phrase.about");
    const [twice, twiceField] = field("keep.again", { type: "password" });
    const ready = async () => {
      if (sealed.weak(phrase.value)) refuse("sealed.weak");
      if (sealed.same(phrase.value) !== sealed.same(twice.value)) refuse("sealed.differ");
      code.value = code.value.trim() || codeName();
      return sealed.newKey(phrase.value);
    };
    const device = () => run(async () => {
      const made = { code: code.value, version: 0, place: "", key: await ready(), saved: 0, fault: "" };
      made.code = code.value;
      await put(state, made).catch((error) => refuse(error.key === "keep.conflict" ? "keep.taken" : keyOf(error)));
      await locked(made.code);
      [state.kept, state.lost] = [made, ""];
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
      if (page.state === state && state.view === "save") page.onward();
      else queue = queue.then(() => again(state)); // it took long and the person went on: with what was answered since
    });
    const file = () => run(async () => {
      const key = await ready();
      const text = textOf(state);
      toFile(await sealed.seal(text, key), code.value);
      if (!inApp) state.filed = text; // nobody tells whether the app saved it
    });
    return [...head, told, line("keep.seen"),
      h("form", { novalidate: true, submit: (event) => { event.preventDefault(); device(); } }, codeField,
        h("p", {}, button("link", t("keep.code.other"), () => { code.value = codeName(); })), phraseField, twiceField, said,
        h("p", { class: "buttons" }, h("button", { class: "main" }, t("keep.device"))), h("p", {}, button("second", t("keep.file"), file))), back];
  };

  // what is open and saved nowhere

  /** Whether anything was typed into what an unsent page holds. */
  const typed = (raw) => (typeof raw === "string" ? raw !== "" : raw !== null && typeof raw === "object" && Object.values(raw).some(typed));
  const loose = (one) => one && (loose(one.earlier) || ((!one.kept || one.kept.fault) && typed([one.answers, one.drafts]) && one.filed !== textOf(one)));
  /** @type {any} */
  let next = null; // what the person asked for while such answers were open
  /** Do what puts other answers in the place of the open ones; where they would be lost, only once the person says so. */
  const instead = (act) => {
    page.keepDraft();
    if (!loose(page.state)) return act();
    next = act;
    page.go("instead");
  };
  const insteadView = () => {
    if (!next) return view();
    const { said, run } = asking(), { plan } = page.state.program;
    return [h("h1", { tabindex: -1 }, t("keep.instead")), h("p", {}, t("keep.instead.about", { title: plan.title[page.language] })), said,
      h("p", { class: "buttons" }, button("main", t("keep.title"), () => page.go("save"))),
      h("p", {}, button("second", t("keep.instead.go"), () => run(async () => next()))),
      h("p", { class: "below" }, button("link", t("keep.instead.back"), () => page.onward()))];
  };

  // opening

  /** @type {any} */
  let chosen = null; // {data, code, version, place}: what waits for its passphrase; a file has no code
  const open = (found) => instead(() => {
    chosen = found;
    page.go("unlock");
  });

  /** Let a case be the one that is open. */
  const take = (text, kept) => {
    const data = saved.parse(text), program = $.get(page.programs, data.interview);
    if (!program) refuse("keep.other");
    if (page.known.includes(data.language)) page.language = data.language;
    const made = saved.resume(program, data, page.today(), page.language), state = page.fresh();
    const notes = saved.notes(made, program, page.today(), page.t(), page.language);
    page.state = { ...state, program, answers: made.answers, askedIn: made.askedIn, drafts: made.drafts, notes, kept };
    return page.state;
  };

  // Chromium has one store for all files of a disk; Firefox parts them by file, others may, and none tells
  const apart = location.protocol === "file:" && !("userAgentData" in navigator) ? ["keep.apart"] : [];
  const listed = (box) => store.list().then((rows) => {
    const gone = async (act) => {
      await act();
      await listed(box);
    };
    box.replaceChildren(...(rows.length ? [h("ul", { class: "kept" }, rows.map((row) => h("li", {},
      h("strong", {}, row.code), ` ${dayOf(row.saved)}, ${time(row.saved)} `, button("second", [t("web.upload.go"), inputs.heard(row.code)], () => open(row)), " ",
      h("details", {}, h("summary", {}, t("keep.erase"), inputs.heard(row.code)), button("second", `${t("keep.erase")}: ${row.code}`, () => gone(() => erase(row))))))),
    h("p", { class: "buttons" }, button("second", t("keep.erase.all"), eraseAll))] : [line("keep.none")]), ...apart.map(line));
    return rows;
  });

  const view = () => {
    const box = h("div", { id: "kept-list" }), { said, run } = asking("web.upload.problems");
    listed(box);
    const [file, fileField] = field("web.upload.file", { type: "file", accept: ".aryz,.json" });
    file.addEventListener("change", () => run(async () => {
      const [one] = file.files;
      file.value = ""; // the same may be chosen again
      if (!one) return;
      if (one.size > sealed.MOST_BYTES) refuse("sealed.large");
      const data = new Uint8Array(await new Response(one).arrayBuffer()); // a file's own arrayBuffer: on iOS only from 14.5
      await page.whole;
      if (!sealed.begins(data)) {
        const text = new TextDecoder().decode(data);
        instead(() => {
          take(text, null);
          page.onward();
        });
      } else {
        if (typeof crypto !== "undefined" && crypto.subtle) await sealed.looked(data);
        open({ data });
      }
    }));
    return [h("h1", { tabindex: -1 }, t("web.upload")), h("h2", {}, t("keep.list")), box, h("h2", {}, t("keep.from_file")), fileField, said];
  };

  const unlock = () => {
    if (!chosen) return view();
    const found = chosen, { said, run } = asking("web.upload.problems"), [phrase, phraseField] = field("keep.phrase", { type: "password" });
    const go = () => run(async () => {
      const { text, key } = await sealed.unseal(found.data, phrase.value);
      await page.whole;
      if (page.state.view !== "unlock" || chosen !== found) return; // it took long and the person went elsewhere
      const kept = found.code ? { ...found, key, fault: "" } : null, alone = !kept || (await locked(found.code));
      const state = take(text, alone ? kept : null);
      if (!alone) state.lost = "keep.elsewhere";
      chosen = null;
      page.onward();
    });
    return [h("h1", { tabindex: -1 }, found.code || t("keep.from_file")), line("sealed.needed"),
      h("form", { novalidate: true, submit: (event) => { event.preventDefault(); go(); } }, phraseField, said,
        h("p", { class: "buttons" }, h("button", { class: "main" }, t("web.upload.go"))))];
  };

  // erasing

  const erase = async (row) => {
    if (page.state.kept && page.state.kept.code === row.code) page.state.kept = null;
    await queue;
    await store.remove(row);
  };
  /** What of a case is saved on this device is erased. */
  const forget = async ({ kept }) => {
    release();
    await erase(kept).catch(() => {});
  };
  const eraseAll = async () => {
    page.state.kept = null;
    release();
    await queue;
    await store.clear();
    page.state = page.fresh();
    page.go("erased");
  };

  return { changed, status, link, forget, instead, views: { save, saved: view, unlock, instead: insteadView } };
};
