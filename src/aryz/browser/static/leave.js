// «Leave now» on the site and in interviews: a press of the button, or the same Shift three times. The page turns white
// at once, an open case is erased on the server, what interviews saved on this device is erased, and a neutral site takes
// this page's place, so that «Back» does not lead here. Other tabs of Aryz leave too. Without this script the button is a plain link, or a form that erases.
(() => {
  const button = document.querySelector("[data-leave]");
  const form = button && button.closest("form");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("aryz-leave") : null;

  const blank = () => {
    document.title = "\u200b";
    document.documentElement.style.cssText = "background:#fff!important;color-scheme:light";
    if (document.body) document.body.style.setProperty("display", "none", "important");
  };

  // What twin/store.js keeps. The mark stays until all is gone: should the browser be ended before, the next page that
  // opens goes on. It is a matter of milliseconds, and never keeps the reader here for longer than a blink. Browsers
  // without channels (Safari before 15.4) tell other tabs by the mark, which is set once: it says where to go.
  const erase = (target, done) => {
    dispatchEvent(new Event("aryz-leave")); // nothing is saved any more
    const erased = () => {
      try { localStorage.removeItem("aryz-erase"); } catch (_) { /* it keeps nothing */ }
      done();
    };
    setTimeout(done, 300);
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("aryz-cases:")) localStorage.removeItem(key);
      if (target) localStorage.setItem("aryz-erase", target);
    } catch (_) { /* it keeps nothing */ }
    try {
      indexedDB.deleteDatabase("aryz-cases").onsuccess = erased;
    } catch (_) {
      erased();
    }
  };

  // A file's pages are places of one document in the history, which twin/page.js counts: what lies after its first place
  // goes, and that one says where to go should «Back» come to it.
  const away = (target) => {
    const { at } = history.state || {};
    if (at === undefined) {
      location.replace(target);
      return;
    }
    const on = () => {
      history.replaceState({ left: target }, "");
      location.assign(target);
    };
    if (!at) {
      on();
      return;
    }
    addEventListener("popstate", on, { once: true });
    setTimeout(on, 300); // should the browser not go there
    history.go(-at);
  };
  const { left: before } = history.state || {};
  if (before) {
    blank();
    location.replace(before);
  }

  let left = false;
  const leave = (target, told) => {
    if (left) return;
    left = true;
    blank();
    const said = new URLSearchParams(form ? new FormData(form) : {});
    said.set("erase", 1); // so that it is never empty
    const sent = !form || navigator.sendBeacon(form.action, said);
    let gone = false;
    erase(!told && target, () => {
      if (gone) return;
      gone = true;
      if (sent) away(target);
      else form.submit(); // it leads on, too
    });
  };

  if (tabs) tabs.onmessage = (event) => leave(event.data, true);
  else addEventListener("storage", (event) => event.key === "aryz-erase" && event.newValue && leave(event.newValue, true));
  if (!button) return;

  const all = (event) => {
    event.preventDefault();
    const target = button.getAttribute("href") || button.dataset.leave;
    if (tabs) tabs.postMessage(target);
    leave(target);
  };
  button.addEventListener("click", all);

  // The left and the right Shift are not mixed, and a Shift that wrote a capital does not count.
  const PAUSE = 1500; // milliseconds between two presses
  let held = "", last = "", pressed = 0, since = 0;
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") held = last = "";
    else if (!event.repeat) held = event.code;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || event.code !== held) return;
    pressed = event.code === last && event.timeStamp - since < PAUSE ? pressed + 1 : 1;
    [last, since, held] = [event.code, event.timeStamp, ""];
    if (pressed === 3) all(event);
  });

  // A page of a case that the browser kept whole is not shown again: it is asked for anew.
  if (!form) return;
  addEventListener("pagehide", blank);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
