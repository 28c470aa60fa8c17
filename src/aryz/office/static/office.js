// What is typed into a question is kept as a draft while one types: ten seconds after the last key, and when the page is
// put away. Each sending carries the id of the form, so that one sent twice is kept once. Without this script nothing is
// lost that was sent by the button.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const PAUSE = 10000; // milliseconds
  let timer = 0, changed = false, sending = null, over = false;

  const draft = () => {
    const said = new URLSearchParams(new FormData(form));
    said.set("action", "draft");
    return said;
  };

  const keep = async () => {
    changed = false;
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: draft(), redirect: "error" });
      if (!answer.ok) return void (over = answer.status < 500); // another was first: the button will say so
      const { version, request } = await answer.json();
      form.elements.version.value = version;
      form.elements.request.value = request;
    } catch (error) {
      changed = true; // no line: once more later, with the same id
      timer = setTimeout(soon, PAUSE);
    }
  };

  const soon = () => {
    clearTimeout(timer);
    if (changed && !over && !sending) sending = keep().finally(() => (sending = null));
  };

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(soon, PAUSE);
  });
  document.addEventListener("visibilitychange", () => document.hidden && soon());
  form.addEventListener("submit", (event) => {
    over = true;
    clearTimeout(timer);
    if (!sending) return; // the page goes on with the version that the draft made
    event.preventDefault();
    sending.finally(() => form.requestSubmit(event.submitter));
  });
})();
