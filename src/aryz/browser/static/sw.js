// The site without a network. It is set up only when a reader saves a language (aryz-offline.js); pages come from the
// network while it answers, for law goes out of date, and from what was saved when it does not. Interviews, search on the
// server and previews are never touched.
const PATIENCE = 4000; // milliseconds
const OWN = /\/(interview|api|preview)(\/|-|\?|$)/;

const saved = async (request) => (await caches.match(request, { ignoreSearch: true })) || Response.error();
const later = () => new Promise((resolve, reject) => setTimeout(reject, PATIENCE));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || OWN.test(url.pathname)) return;
  event.respondWith(Promise.race([fetch(request), later()]).catch(() => saved(request)));
});
