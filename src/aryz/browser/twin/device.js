// What the page asks of the device: the day, and to take files.

/**
 * Whether the page is open inside another app, by what that says of itself: Android's WebView adds «wv», one on an iPhone
 * leaves Safari's name out. Such an app may drop a download without a word, and no page is told.
 */
const inApp = (() => {
  const { userAgent, standalone } = /** @type {any} */ (navigator);
  return /; wv\)/.test(userAgent) || (/iP(hone|ad|od)/.test(userAgent) && !userAgent.includes("Safari/") && !standalone);
})();
const ofApp = (t) => (inApp ? [inputs.h("p", { class: "notice", role: "note" }, t["file.app"])] : []);

/** A file for the person: the browser saves it. */
const give = (data, name, type) => {
  const href = URL.createObjectURL(new Blob([data], { type }));
  inputs.h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
};
/** The telephone's sheet, where the browser has one and lets this kind of file through; else it is saved. */
const share = async (data, name, type) => {
  try {
    await navigator.share({ files: [new File([data], name, { type })] });
  } catch (error) {
    if (!["AbortError", "InvalidStateError"].includes(error.name)) give(data, name, type); // closed, or open already
  }
};
const canShare = (type) => Boolean(navigator.canShare && navigator.canShare({ files: [new File([""], "a", { type })] }));

const isoOf = (moment) => {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
};

/** The day that is counted from: the device's, or as the person has put it right. `made`: the day of the file. */
const clock = (made) => {
  let shift = 0;
  const device = () => isoOf(new Date());
  const today = () => (shift ? days.add(device(), shift) : device());
  /** What to say of the day; the name of a text or "". A day more or less may be the zone. */
  const doubt = () => {
    const past = days.between(made, today());
    return past < -1 ? "clock.early" : past > 366 ? "clock.late" : "";
  };
  /** The warning with a place to type the right day; nothing where there is no doubt. */
  const warning = (t, language, changed) => {
    const { h } = inputs, key = doubt(), long = (day) => plan_wording.date_long(day, language);
    if (!key) return shift ? [h("p", { class: "notice", role: "note" }, $.format(t["clock.given"], { day: long(today()) }))] : [];
    const fault = h("span", { class: "fault", role: "alert" }), input = h("input", { id: "today", placeholder: t["web.date.form"], autocomplete: "off" });
    const set = (event) => {
      event.preventDefault();
      try {
        const day = interviews_readers._date({}, input.value.trim());
        if (day) shift = days.between(device(), day);
        changed();
      } catch (error) {
        if (!(error instanceof $.RefusedError)) throw error;
        fault.textContent = $.format(t["fault.date.form"], { value: input.value });
      }
    };
    return [h("form", { class: "notice", novalidate: true, submit: set }, h("p", { role: "alert" }, $.format(t[key], { day: long(today()), made: long(made) })),
      h("label", { for: "today" }, t["clock.today"]), fault, input, h("p", {}, h("button", { class: "second" }, t["clock.set"])))];
  };
  return { today, doubt, warning };
};
